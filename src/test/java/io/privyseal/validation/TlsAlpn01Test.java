package io.privyseal.validation;

import static io.privyseal.validation.ValidationRig.KEY_AUTHORIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.validation.ControlResult.Fault;
import io.privyseal.validation.ControlResult.NotProven;
import io.privyseal.validation.ControlResult.Proven;
import io.privyseal.validation.TestTls.Content;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TlsAlpn01Test {
    private static final String NAME = "www.example.test";
    private static final String PROTOCOL = "acme-tls/1";
    private static final byte[] DIGEST = KeyAuthorizationDigest.of(KEY_AUTHORIZATION);
    private static final Content GOOD = Content.of(NAME, DIGEST);

    private final FakeDns dns = new FakeDns().host(NAME, "127.0.0.1");
    private final ValidationRig rig = new ValidationRig().dns(dns);
    private final List<LoopbackServer> servers = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (LoopbackServer server : servers) {
            server.assertAllClosed();
            server.close();
        }
        rig.close();
        dns.close();
    }

    @Test
    void provesByTheCertificateThatTheHostShows() {
        TestTls tls = TestTls.of(GOOD).speaking(PROTOCOL);

        assertThat(validate(tls)).isEqualTo(new Proven(ValidationRig.NOW, InetAddress.ofLiteral("127.0.0.1")));
        assertThat(tls.serverNames()).containsExactly(NAME);
        assertThat(tls.offered()).containsExactly(PROTOCOL);
    }

    @Test
    void knowsTheKeyAuthorizationByItsDigest() {
        assertThat(HexFormat.of().formatHex(KeyAuthorizationDigest.of("abc")))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void comparesNamesInAnyCase() {
        Content upper = GOOD.withNames(new GeneralName(GeneralName.dNSName, "WWW.Example.TEST"));

        assertThat(validate(TestTls.of(upper).speaking(PROTOCOL))).isInstanceOf(Proven.class);
    }

    @Test
    void provesAnIpv4AddressByItsReverseName() {
        Content content = GOOD.withNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        TestTls tls = TestTls.of(content).speaking(PROTOCOL);

        assertThat(validate(tls, "127.0.0.1", Identifier.ip("127.0.0.1"))).isInstanceOf(Proven.class);
        assertThat(tls.serverNames()).containsExactly("1.0.0.127.in-addr.arpa");
    }

    @Test
    void provesAnIpv6AddressByItsReverseName() {
        Content content = GOOD.withNames(new GeneralName(GeneralName.iPAddress, "::1"));
        TestTls tls = TestTls.of(content).speaking(PROTOCOL);

        assertThat(validate(tls, "::1", Identifier.ip("::1"))).isInstanceOf(Proven.class);
        assertThat(tls.serverNames()).containsExactly("1." + "0.".repeat(31) + "ip6.arpa");
    }

    @Test
    void looksAtTheCertificateEachTime() {
        List<TestTls> identities = List.of(
                TestTls.of(Content.of(NAME, new byte[32])).speaking(PROTOCOL),
                TestTls.of(GOOD).speaking(PROTOCOL));
        int[] next = {0};
        LoopbackServer server = serve(
                "127.0.0.1",
                socket -> identities
                        .get(next[0]++)
                        .server(LoopbackServer::readHead)
                        .handle(socket));
        ControlValidator validator = rig.retrying().port(server.port()).validator();

        assertThat(validator.validate(ValidationRig.check(ControlMethod.TLS_ALPN_01, Identifier.dns(NAME))))
                .isInstanceOf(Proven.class);
        assertThat(next[0]).isEqualTo(2);
    }

    @Test
    void refusesAServerWithoutTheProtocol() {
        NotProven result = refused(validate(TestTls.of(GOOD)));

        assertThat(result.fault()).isEqualTo(Fault.TLS);
        assertThat(result.detail()).contains(PROTOCOL);
    }

    @Test
    void refusesAServerOfAnotherProtocol() {
        NotProven result = refused(validate(TestTls.of(GOOD).speaking("h2", "http/1.1")));

        assertThat(result.fault()).isEqualTo(Fault.TLS);
        assertThat(result.detail()).contains("no_application_protocol");
    }

    @Test
    void refusesAnotherName() {
        assertIncorrect(Content.of("example.test", DIGEST), "one subject alternative name");
    }

    @Test
    void refusesSeveralNames() {
        assertIncorrect(
                GOOD.withNames(
                        new GeneralName(GeneralName.dNSName, NAME),
                        new GeneralName(GeneralName.dNSName, "other.example.test")),
                "one subject alternative name");
    }

    @Test
    void refusesANameOfAnotherKind() {
        assertIncorrect(GOOD.withNames(new GeneralName(GeneralName.rfc822Name, NAME)), "one subject alternative name");
        assertIncorrect(
                GOOD.withNames(new GeneralName(GeneralName.uniformResourceIdentifier, NAME)),
                "one subject alternative name");
    }

    @Test
    void refusesACertificateWithoutNames() {
        assertIncorrect(GOOD.withNames(), "one subject alternative name");
    }

    @Test
    void refusesAnAddressWrittenAsAName() {
        Content content = GOOD.withNames(new GeneralName(GeneralName.dNSName, "127.0.0.1"));

        NotProven result =
                refused(validate(TestTls.of(content).speaking(PROTOCOL), "127.0.0.1", Identifier.ip("127.0.0.1")));

        assertThat(result.fault()).isEqualTo(Fault.INCORRECT_RESPONSE);
    }

    @Test
    void refusesACertificateWithoutTheExtension() {
        assertIncorrect(GOOD.withAcmeIdentifier(null, false), "no acmeIdentifier");
    }

    @Test
    void refusesAnExtensionThatIsNotCritical() {
        assertIncorrect(GOOD.withAcmeIdentifier(new DEROctetString(DIGEST), false), "not critical");
    }

    @Test
    void refusesAnotherDigest() {
        byte[] other = DIGEST.clone();
        other[31]++;
        assertIncorrect(Content.of(NAME, other), "another digest");
        assertIncorrect(Content.of(NAME, new byte[0]), "another digest");
    }

    @Test
    void refusesAnExtensionThatIsNoOctetString() {
        assertIncorrect(GOOD.withAcmeIdentifier(new DERUTF8String("x"), true), "cannot be read");
        assertIncorrect(GOOD.withAcmeIdentifier(DERNull.INSTANCE, true), "cannot be read");
    }

    @Test
    void refusesAServerOfOldTls() {
        // A ServerHello of TLS 1.1 with TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA.
        ByteArrayOutputStream hello = new ByteArrayOutputStream();
        hello.writeBytes(HexFormat.of().parseHex("160302002a" + "02000026" + "0302"));
        hello.writeBytes(new byte[32]);
        hello.writeBytes(HexFormat.of().parseHex("00" + "c013" + "00"));

        NotProven result = refused(raw(socket -> socket.getOutputStream().write(hello.toByteArray())));

        assertThat(result.fault()).isEqualTo(Fault.TLS);
    }

    @Test
    void tellsTheAlertOfAServerThatRefusesTheHandshake() {
        NotProven result = refused(
                raw(socket -> socket.getOutputStream().write(HexFormat.of().parseHex("15030100020246"))));

        assertThat(result.fault()).isEqualTo(Fault.TLS);
        assertThat(result.detail()).contains("protocol_version");
    }

    @Test
    void refusesWhatIsNotTls() {
        NotProven result = refused(raw(socket ->
                socket.getOutputStream().write("HTTP/1.1 400 secret\r\n\r\n".getBytes(StandardCharsets.US_ASCII))));

        assertThat(result.fault()).isEqualTo(Fault.TLS);
        assertThat(result.detail()).doesNotContain("secret");
    }

    @Test
    void givesUpOnAHandshakeThatHangs() {
        rig.timeout(Duration.ofMillis(300));

        NotProven result = refused(raw(socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream())));

        assertThat(result.fault()).isEqualTo(Fault.CONNECTION);
        assertThat(result.detail()).contains("in time");
    }

    @Test
    void reportsThatNothingListens() {
        LoopbackServer server = new LoopbackServer(Socket::close);
        server.close();

        assertThat(refused(rig.port(server.port()).validator().validate(check(Identifier.dns(NAME))))
                        .fault())
                .isEqualTo(Fault.CONNECTION);
    }

    private void assertIncorrect(Content content, String complaint) {
        NotProven result = refused(validate(TestTls.of(content).speaking(PROTOCOL)));

        assertThat(result.fault()).isEqualTo(Fault.INCORRECT_RESPONSE);
        assertThat(result.detail()).contains(complaint);
    }

    private ControlResult validate(TestTls tls) {
        return validate(tls, "127.0.0.1", Identifier.dns(NAME));
    }

    private ControlResult validate(TestTls tls, String address, Identifier identifier) {
        LoopbackServer server = serve(address, tls.server(_ -> {}));
        return rig.port(server.port()).validator().validate(check(identifier));
    }

    private ControlResult raw(LoopbackServer.Handler handler) {
        LoopbackServer server = serve("127.0.0.1", handler);
        return rig.port(server.port()).validator().validate(check(Identifier.dns(NAME)));
    }

    private LoopbackServer serve(String address, LoopbackServer.Handler handler) {
        LoopbackServer server = new LoopbackServer(address, 0, handler);
        servers.add(server);
        return server;
    }

    private static ControlCheck check(Identifier identifier) {
        return ValidationRig.check(ControlMethod.TLS_ALPN_01, identifier);
    }

    private static NotProven refused(ControlResult result) {
        assertThat(result).isInstanceOf(NotProven.class);
        return (NotProven) result;
    }
}
