package io.privyseal.validation;

import static io.privyseal.validation.FakeDns.alias;
import static io.privyseal.validation.FakeDns.answer;
import static io.privyseal.validation.FakeDns.empty;
import static io.privyseal.validation.FakeDns.truncated;
import static io.privyseal.validation.FakeDns.txtRecord;
import static io.privyseal.validation.ValidationRig.KEY_AUTHORIZATION;
import static io.privyseal.validation.ValidationRig.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.validation.ControlResult.Fault;
import io.privyseal.validation.ControlResult.NotProven;
import io.privyseal.validation.ControlResult.Proven;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

@Timeout(20)
class Dns01Test {
    private static final String RECORD = "_acme-challenge.example.test";
    private static final String VALUE =
            Base64.getUrlEncoder().withoutPadding().encodeToString(KeyAuthorizationDigest.of(KEY_AUTHORIZATION));

    private final FakeDns dns = new FakeDns();
    private final ValidationRig rig = new ValidationRig().dns(dns);

    @AfterEach
    void stop() {
        rig.close();
        dns.close();
    }

    @Test
    void provesByATxtRecord() {
        dns.txt(RECORD, VALUE);

        assertThat(validate()).isEqualTo(new Proven(ValidationRig.NOW, null));
    }

    @Test
    void provesAWildcardByTheSameRecord() {
        dns.txt(RECORD, VALUE);

        ControlResult result = rig.validator()
                .validate(new ControlCheck(
                        Identifier.dns("example.test"),
                        true,
                        ControlMethod.DNS_01,
                        TOKEN,
                        KEY_AUTHORIZATION,
                        TargetPolicy.OTHER_HOSTS));

        assertThat(result).isInstanceOf(Proven.class);
    }

    @Test
    void takesAnyOfSeveralRecords() {
        dns.txt(RECORD, "v=spf1 -all", VALUE, "other");

        assertThat(validate()).isInstanceOf(Proven.class);
    }

    @Test
    void joinsTheStringsOfARecord() {
        dns.on(
                RECORD,
                Type.TXT,
                (query, _) -> answer(query, List.of(txtRecord(RECORD, VALUE.substring(0, 20), VALUE.substring(20)))));

        assertThat(validate()).isInstanceOf(Proven.class);
    }

    @Test
    void doesNotJoinSeveralRecords() {
        dns.txt(RECORD, VALUE.substring(0, 20), VALUE.substring(20));

        assertThat(refused(validate()).fault()).isEqualTo(Fault.INCORRECT_RESPONSE);
    }

    @Test
    void followsAliasesThatTheServerFollowedAndOthers() {
        dns.on(
                RECORD,
                Type.TXT,
                (query, _) ->
                        answer(query, List.of(alias(RECORD, "a.acme.test"), alias("a.acme.test", "b.acme.test"))));
        dns.on(
                "b.acme.test",
                Type.TXT,
                (query, _) ->
                        answer(query, List.of(alias("b.acme.test", "c.acme.test"), txtRecord("c.acme.test", VALUE))));

        assertThat(validate()).isInstanceOf(Proven.class);
    }

    @Test
    void takesNoRecordOfANameThatWasNotAskedFor() {
        dns.on(RECORD, Type.TXT, (query, _) -> answer(query, List.of(txtRecord("_acme-challenge.evil.test", VALUE))));

        assertThat(validate()).isInstanceOf(NotProven.class);
    }

    @Test
    void endsALoopOfAliases() {
        dns.on(RECORD, Type.TXT, (query, _) -> answer(query, List.of(alias(RECORD, "loop.acme.test"))));
        dns.on("loop.acme.test", Type.TXT, (query, _) -> answer(query, List.of(alias("loop.acme.test", RECORD))));

        assertThat(refused(validate()).fault()).isEqualTo(Fault.DNS);
    }

    @Test
    void endsAnEndlessChainOfAliases() {
        for (int i = 0; i < 30; i++) {
            String name = i == 0 ? RECORD : "n" + i + ".acme.test";
            String next = "n" + (i + 1) + ".acme.test";
            dns.on(name, Type.TXT, (query, _) -> answer(query, List.of(alias(name, next))));
        }

        assertThat(refused(validate()).fault()).isEqualTo(Fault.DNS);
        assertThat(dns.count("n15.acme.test", Type.TXT)).isZero();
    }

    @Test
    void asksAgainByTcpWhereTheAnswerIsTruncated() throws InterruptedException {
        dns.on(
                RECORD,
                Type.TXT,
                (query, tcp) -> tcp ? answer(query, List.of(txtRecord(RECORD, VALUE))) : truncated(query));

        assertThat(validate()).isInstanceOf(Proven.class);
        assertThat(dns.tcpQueries()).isEqualTo(1);
        for (int i = 0; i < 100 && dns.tcpClosed() == 0; i++) {
            Thread.sleep(10);
        }
        assertThat(dns.tcpClosed()).isEqualTo(1);
    }

    @Test
    void waitsForTheAnswerToItsOwnQuestion() {
        AtomicInteger queries = new AtomicInteger();
        // An answer with another id, as a forger who guesses would send it; the next query is answered.
        dns.on(RECORD, Type.TXT, (query, _) -> {
            Message answer = answer(query, List.of(txtRecord(RECORD, queries.get() == 0 ? "forged" : VALUE)));
            if (queries.getAndIncrement() == 0) {
                answer.getHeader().setID((query.getHeader().getID() + 1) & 0xffff);
            }
            return answer;
        });

        assertThat(validate()).isInstanceOf(Proven.class);
        assertThat(queries).hasValue(2);
    }

    @Test
    void asksTheNextServerWhereOneFails() {
        for (int rcode : List.of(Rcode.SERVFAIL, Rcode.REFUSED)) {
            try (FakeDns failing = new FakeDns()) {
                failing.on(RECORD, Type.TXT, (query, _) -> empty(query, rcode));
                dns.txt(RECORD, VALUE);
                rig.dns(failing, dns);

                assertThat(validate()).isInstanceOf(Proven.class);
                assertThat(failing.count(RECORD, Type.TXT)).isEqualTo(1);
            }
        }
    }

    @Test
    void asksTheNextServerWhereOneIsSilentOrGone() throws SocketException {
        InetSocketAddress gone;
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            gone = new InetSocketAddress(probe.getLocalAddress(), probe.getLocalPort());
        }
        try (FakeDns silent = new FakeDns()) {
            silent.on(RECORD, Type.TXT, (_, _) -> null);
            dns.txt(RECORD, VALUE);
            rig.dnsAt(gone, silent.address(), dns.address());

            assertThat(validate()).isInstanceOf(Proven.class);
        }
    }

    @Test
    void reportsServersThatFail() {
        dns.on(RECORD, Type.TXT, (query, _) -> empty(query, Rcode.SERVFAIL));

        NotProven result = refused(validate());

        assertThat(result.fault()).isEqualTo(Fault.DNS);
        assertThat(result.detail()).contains("no usable answer").contains(RECORD);
        assertThat(dns.count(RECORD, Type.TXT)).isEqualTo(2);
    }

    @Test
    void reportsServersThatAreSilentInTime() {
        dns.on(RECORD, Type.TXT, (_, _) -> null);
        rig.timeout(Duration.ofMillis(200));
        long begin = System.nanoTime();

        assertThat(refused(validate()).fault()).isEqualTo(Fault.DNS);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void givesUpOnAServerThatIsSilentByTcp() {
        dns.on(RECORD, Type.TXT, (query, tcp) -> tcp ? null : truncated(query));
        rig.timeout(Duration.ofMillis(300));

        assertThat(refused(validate()).fault()).isEqualTo(Fault.DNS);
    }

    @Test
    void tellsAMissingNameFromAMissingRecord() {
        assertThat(refused(validate()).fault()).isEqualTo(Fault.DNS);

        dns.on(RECORD, Type.TXT, (query, _) -> empty(query, Rcode.NOERROR));
        assertThat(refused(validate()).fault()).isEqualTo(Fault.UNAUTHORIZED);
    }

    @Test
    void refusesAnotherValueWithoutQuotingIt() {
        dns.txt(RECORD, "secret", VALUE + "x", VALUE + "=", KEY_AUTHORIZATION);

        NotProven result = refused(validate());

        assertThat(result.fault()).isEqualTo(Fault.INCORRECT_RESPONSE);
        assertThat(result.detail()).doesNotContain("secret");
    }

    @Test
    void passesARecordThatAppearsALittleLate() {
        AtomicInteger queries = new AtomicInteger();
        rig.retrying();
        dns.on(
                RECORD,
                Type.TXT,
                (query, _) -> queries.incrementAndGet() < 3
                        ? empty(query, Rcode.NXDOMAIN)
                        : answer(query, List.of(txtRecord(RECORD, VALUE))));

        assertThat(validate()).isInstanceOf(Proven.class);
    }

    @Test
    void reportsANameThatLeavesNoRoomForTheLabel() {
        String label = "a".repeat(59);
        Identifier longest = Identifier.dns(String.join(".", label, label, label, label, "test"));

        NotProven result = refused(rig.validator().validate(ValidationRig.check(ControlMethod.DNS_01, longest)));

        assertThat(result.fault()).isEqualTo(Fault.DNS);
        assertThat(result.detail()).contains("too long");
    }

    @Test
    void leavesNoThreadBehind() {
        dns.txt(RECORD, VALUE);
        validate();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("dnsjava"));
    }

    private ControlResult validate() {
        return rig.validator().validate(ValidationRig.check(ControlMethod.DNS_01, Identifier.dns("example.test")));
    }

    private static NotProven refused(ControlResult result) {
        assertThat(result).isInstanceOf(NotProven.class);
        return (NotProven) result;
    }
}
