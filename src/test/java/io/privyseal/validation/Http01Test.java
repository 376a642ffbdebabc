package io.privyseal.validation;

import static io.privyseal.validation.LoopbackServer.http;
import static io.privyseal.validation.LoopbackServer.ok;
import static io.privyseal.validation.LoopbackServer.redirect;
import static io.privyseal.validation.ValidationRig.KEY_AUTHORIZATION;
import static io.privyseal.validation.ValidationRig.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.validation.ControlResult.Fault;
import io.privyseal.validation.ControlResult.NotProven;
import io.privyseal.validation.ControlResult.Proven;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Type;

@Timeout(20)
class Http01Test {
    private static final String PATH = "/.well-known/acme-challenge/" + TOKEN;
    private static final Identifier HOST = Identifier.dns("www.example.test");

    private final FakeDns dns = new FakeDns();
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
    void provesByTheFileThatTheHostServes() {
        List<String> heads = new CopyOnWriteArrayList<>();
        LoopbackServer server = serve(http(head -> {
            heads.addAll(head);
            return ok(KEY_AUTHORIZATION);
        }));
        dns.host("www.example.test", "127.0.0.1");

        ControlResult result = validate(server.port(), HOST);

        assertThat(result).isEqualTo(new Proven(ValidationRig.NOW, InetAddress.ofLiteral("127.0.0.1")));
        assertThat(heads).contains("GET " + PATH + " HTTP/1.1", "Host: www.example.test:" + server.port());
    }

    @Test
    void provesAnIpv6Address() {
        List<String> heads = new CopyOnWriteArrayList<>();
        LoopbackServer server = serve("::1", 0, http(head -> {
            heads.addAll(head);
            return ok(KEY_AUTHORIZATION);
        }));

        ControlResult result = validate(server.port(), Identifier.ip("::1"));

        assertThat(result).isEqualTo(new Proven(ValidationRig.NOW, InetAddress.ofLiteral("::1")));
        assertThat(heads).contains("Host: [::1]:" + server.port());
    }

    @Test
    void triesIpv6BeforeIpv4() {
        LoopbackServer four = serve(http(_ -> ok("wrong")));
        serve("::1", four.port(), http(_ -> ok(KEY_AUTHORIZATION)));
        dns.host("www.example.test", "127.0.0.1", "::1");

        assertThat(validate(four.port(), HOST)).isInstanceOf(Proven.class);
        assertThat(four.accepted()).isZero();
    }

    @Test
    void fallsBackToIpv4WhereIpv6RefusesToConnect() {
        LoopbackServer four = serve(http(_ -> ok(KEY_AUTHORIZATION)));
        dns.host("www.example.test", "127.0.0.1", "::1");

        assertThat(validate(four.port(), HOST))
                .isEqualTo(new Proven(ValidationRig.NOW, InetAddress.ofLiteral("127.0.0.1")));
    }

    @Test
    void leadsLocalhostNamesToLoopbackWithoutDns() {
        LoopbackServer server = serve(http(_ -> ok(KEY_AUTHORIZATION)));

        assertThat(validate(server.port(), Identifier.dns("some.localhost"))).isInstanceOf(Proven.class);
        assertThat(dns.count("some.localhost", Type.A)).isZero();
    }

    @Test
    void asksTheSystemWhereNoDnsServersAreConfigured() {
        rig.dnsAt();

        NotProven result = refused(validate(9, Identifier.dns("no-such-host.invalid")));

        assertThat(result.fault()).isEqualTo(Fault.DNS);
    }

    @Test
    void ignoresWhiteSpaceAfterTheKeyAuthorization() {
        assertThat(answered(ok(KEY_AUTHORIZATION + " \r\n\n"))).isInstanceOf(Proven.class);
    }

    @Test
    void readsChunksAndInterimAnswers() {
        String half = KEY_AUTHORIZATION.substring(0, 16);
        String rest = KEY_AUTHORIZATION.substring(16);
        assertThat(answered("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "10;x=y\r\n" + half + "\r\n" + Integer.toHexString(rest.length()) + "\r\n" + rest
                        + "\r\n0\r\n\r\n"))
                .isInstanceOf(Proven.class);
    }

    @Test
    void readsABodyThatTheEndOfTheConnectionEnds() {
        assertThat(answered("HTTP/1.0 200\n\n" + KEY_AUTHORIZATION)).isInstanceOf(Proven.class);
    }

    @Test
    void passesAClientThatIsALittleLate() {
        AtomicInteger requests = new AtomicInteger();
        rig.retrying();
        LoopbackServer server = serve(
                http(_ -> requests.incrementAndGet() == 1 ? "HTTP/1.1 404 Not Found\r\n\r\n" : ok(KEY_AUTHORIZATION)));
        dns.host("www.example.test", "127.0.0.1");

        assertThat(validate(server.port(), HOST)).isInstanceOf(Proven.class);
        assertThat(requests).hasValue(2);
    }

    @Test
    void quotesTheStatusCodeAndNothingElseOfTheAnswer() {
        NotProven result = refused(answered("HTTP/1.1 403 secret-phrase\r\nX: secret-field\r\n\r\nsecret-body"));

        assertThat(result.fault()).isEqualTo(Fault.UNAUTHORIZED);
        assertThat(result.detail()).contains("403").doesNotContain("secret");
    }

    @Test
    void refusesAnotherBodyWithoutQuotingIt() {
        NotProven result = refused(answered(ok(TOKEN + ".secret-thumbprint")));

        assertThat(result.fault()).isEqualTo(Fault.INCORRECT_RESPONSE);
        assertThat(result.detail()).doesNotContain("secret").contains("differs");
    }

    @Test
    void refusesWhiteSpaceBeforeTheKeyAuthorization() {
        assertThat(refused(answered(ok(" " + KEY_AUTHORIZATION))).fault()).isEqualTo(Fault.INCORRECT_RESPONSE);
    }

    @Test
    void reportsThatNothingListens() throws IOException {
        int free;
        try (ServerSocket probe = new ServerSocket(0)) {
            free = probe.getLocalPort();
        }
        dns.host("www.example.test", "127.0.0.1");

        assertThat(refused(validate(free, HOST)).fault()).isEqualTo(Fault.CONNECTION);
    }

    @Test
    void reportsThatAHostHasNoAddress() {
        dns.host("www.example.test");

        assertThat(refused(validate(9, HOST)).fault()).isEqualTo(Fault.DNS);
    }

    // Redirects.

    @Test
    void followsRelativeAndAbsoluteRedirects() {
        LoopbackServer[] self = new LoopbackServer[1];
        LoopbackServer server = serve(http(head -> switch (path(head)) {
            case PATH -> redirect("/a?x=1");
            case "/a?x=1" -> redirect("b");
            case "/b" -> redirect("//www.example.test:" + self[0].port() + "/c");
            case "/c" -> redirect("http://OTHER.example.test:" + self[0].port() + "/d#fragment");
            case "/d" -> ok(KEY_AUTHORIZATION);
            default -> "HTTP/1.1 404 Not Found\r\n\r\n";
        }));
        self[0] = server;
        dns.host("www.example.test", "127.0.0.1").host("other.example.test", "127.0.0.1");

        assertThat(validate(server.port(), HOST)).isInstanceOf(Proven.class);
    }

    @Test
    void followsEveryKindOfRedirect() {
        for (int status : List.of(301, 302, 303, 307, 308)) {
            LoopbackServer server = serve(http(head -> head.getFirst().contains("/moved")
                    ? ok(KEY_AUTHORIZATION)
                    : "HTTP/1.1 " + status + " X\r\nLocation: /moved\r\n\r\n"));
            dns.host("www.example.test", "127.0.0.1");

            assertThat(validate(server.port(), HOST)).isInstanceOf(Proven.class);
        }
    }

    @Test
    void followsARedirectToHttpsWhoseCertificateNobodyVouchesFor() {
        TestTls tls = TestTls.selfSigned("www.example.test");
        LoopbackServer secure = serve(tls.server(http(_ -> ok(KEY_AUTHORIZATION))));
        LoopbackServer plain = serve(http(_ -> redirect("https://www.example.test:" + secure.port() + PATH)));
        dns.host("www.example.test", "127.0.0.1");
        rig.redirectPorts(secure.port());

        assertThat(validate(plain.port(), HOST)).isInstanceOf(Proven.class);
        assertThat(tls.serverNames()).containsExactly("www.example.test");
    }

    @Test
    void followsNoRedirectToAnotherPort() {
        LoopbackServer other = serve(http(_ -> ok(KEY_AUTHORIZATION)));
        LoopbackServer server = serve(http(_ -> redirect("http://www.example.test:" + other.port() + PATH)));
        dns.host("www.example.test", "127.0.0.1");

        assertThat(refused(validate(server.port(), HOST)).fault()).isEqualTo(Fault.FORBIDDEN_TARGET);
        assertThat(other.accepted()).isZero();
    }

    @Test
    void followsTenRedirectsAndNotEleven() {
        for (int redirects : List.of(10, 11)) {
            AtomicInteger left = new AtomicInteger(redirects);
            LoopbackServer server =
                    serve(http(_ -> left.getAndDecrement() > 0 ? redirect("/" + left.get()) : ok(KEY_AUTHORIZATION)));
            dns.host("www.example.test", "127.0.0.1");

            ControlResult result = validate(server.port(), HOST);

            assertThat(result).isInstanceOf(redirects == 10 ? Proven.class : NotProven.class);
        }
    }

    @Test
    void endsALoopOfRedirects() {
        LoopbackServer server = serve(http(_ -> redirect(PATH)));
        dns.host("www.example.test", "127.0.0.1");

        NotProven result = refused(validate(server.port(), HOST));

        assertThat(result.fault()).isEqualTo(Fault.INCORRECT_RESPONSE);
        assertThat(result.detail()).contains("10 redirects");
        assertThat(server.accepted()).isEqualTo(11);
    }

    @Test
    void followsNoRedirectToWhatIsNoHttpAddress() {
        for (String location : List.of(
                "ftp://www.example.test/x",
                "file:///etc/passwd",
                "http://user:password@www.example.test/x",
                "http://under_score.example.test/x",
                "http://2130706433/x",
                "http://[fe80::1%25eth0]/x",
                "http:///x",
                "mailto:x@example.test",
                "/with space",
                "")) {
            NotProven result = refused(answered(redirect(location)));

            assertThat(result.fault()).as(location).isEqualTo(Fault.INCORRECT_RESPONSE);
        }
    }

    @Test
    void reportsARedirectWithoutALocation() {
        assertThat(refused(answered("HTTP/1.1 302 Found\r\n\r\n")).fault()).isEqualTo(Fault.INCORRECT_RESPONSE);
    }

    // Targets that are not to be reached.

    @Test
    void doesNotConnectToLoopbackUnlessTheCallerAllowsIt() {
        LoopbackServer server = serve(http(_ -> ok(KEY_AUTHORIZATION)));
        dns.host("www.example.test", "127.0.0.1", "::1");

        ControlResult result = rig.port(server.port())
                .validator()
                .validate(new ControlCheck(
                        HOST, false, ControlMethod.HTTP_01, TOKEN, KEY_AUTHORIZATION, TargetPolicy.OTHER_HOSTS));

        assertThat(refused(result).fault()).isEqualTo(Fault.FORBIDDEN_TARGET);
        assertThat(server.accepted()).isZero();
    }

    @Test
    void doesNotFollowARedirectToAForbiddenAddress() {
        for (String location : List.of(
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://[::ffff:169.254.169.254]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://0.0.0.0/",
                "http://metadata.example.test/")) {
            LoopbackServer server = serve(http(_ -> redirect(location)));
            dns.host("www.example.test", "127.0.0.1").host("metadata.example.test", "169.254.169.254");
            rig.redirectPorts(80);

            NotProven result = refused(validate(server.port(), HOST));

            // A mapped address is no way to write an address in the first place.
            assertThat(result.fault())
                    .as(location)
                    .isEqualTo(location.contains("ffff") ? Fault.INCORRECT_RESPONSE : Fault.FORBIDDEN_TARGET);
        }
    }

    @Test
    void looksAHostUpOnceForEachConnectionAndJudgesTheAnswerEachTime() {
        LoopbackServer good = serve(http(_ -> redirect("/again")));
        LoopbackServer hidden = serve("127.0.0.66", good.port(), http(_ -> ok(KEY_AUTHORIZATION)));
        dns.host("www.example.test", number -> List.of(number % 2 == 1 ? "127.0.0.1" : "127.0.0.66"));
        rig.deny("127.0.0.66");

        NotProven result = refused(validate(good.port(), HOST));

        assertThat(result.fault()).isEqualTo(Fault.FORBIDDEN_TARGET);
        assertThat(dns.count("www.example.test", Type.A)).isEqualTo(2);
        assertThat(hidden.accepted()).isZero();
    }

    @Test
    void connectsToAnAllowedAddressBesideAForbiddenOne() {
        LoopbackServer server = serve(http(_ -> ok(KEY_AUTHORIZATION)));
        dns.host("www.example.test", "169.254.169.254", "127.0.0.1");

        assertThat(validate(server.port(), HOST)).isInstanceOf(Proven.class);
    }

    @Test
    void neverConnectsToTheListenersOfThisServer() {
        LoopbackServer server = serve(http(_ -> ok(KEY_AUTHORIZATION)));
        dns.host("www.example.test", "127.0.0.1");
        rig.ownPort(server.port());

        assertThat(refused(validate(server.port(), HOST)).fault()).isEqualTo(Fault.FORBIDDEN_TARGET);
        assertThat(server.accepted()).isZero();
    }

    // Servers that mean ill. Each is let go in time.

    @Test
    void givesUpOnAServerThatSaysNothing() {
        assertLetGo(Fault.CONNECTION, socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
    }

    @Test
    void givesUpOnABodyThatComesByteByByte() {
        assertLetGo(Fault.CONNECTION, socket -> {
            send(socket, "HTTP/1.1 200 OK\r\n\r\n");
            drip(socket, "x");
        });
    }

    @Test
    void givesUpOnAHeadThatComesByteByByte() {
        assertLetGo(Fault.CONNECTION, socket -> {
            send(socket, "HTTP/1.1 200 OK\r\nX: ");
            drip(socket, "x");
        });
    }

    @Test
    void givesUpOnATlsServerThatComesByteByByte() {
        LoopbackServer dripping = serve(socket -> {
            // A record of 16 KiB that never ends.
            socket.getOutputStream().write(new byte[] {22, 3, 3, 64, 0});
            drip(socket, "\2");
        });
        LoopbackServer server = serve(http(_ -> redirect("https://www.example.test:" + dripping.port() + "/")));
        dns.host("www.example.test", "127.0.0.1");
        rig.redirectPorts(dripping.port());

        assertThat(refused(inTime(server.port(), HOST)).fault()).isEqualTo(Fault.CONNECTION);
    }

    @Test
    void givesUpOnAnEndlessBody() {
        assertLetGo(Fault.INCORRECT_RESPONSE, socket -> {
            send(socket, "HTTP/1.1 200 OK\r\n\r\n");
            flood(socket, "x".repeat(1000));
        });
    }

    @Test
    void givesUpOnEndlessChunks() {
        assertLetGo(Fault.INCORRECT_RESPONSE, socket -> {
            send(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            flood(socket, "1\r\nx\r\n");
        });
    }

    @Test
    void givesUpOnEndlessHeaders() {
        assertLetGo(Fault.INCORRECT_RESPONSE, socket -> {
            send(socket, "HTTP/1.1 200 OK\r\n");
            flood(socket, "X-Header: y\r\n");
        });
    }

    @Test
    void givesUpOnEndlessInterimAnswers() {
        assertLetGo(Fault.INCORRECT_RESPONSE, socket -> flood(socket, "HTTP/1.1 100 Continue\r\n\r\n"));
    }

    @Test
    void givesUpOnWhatIsNotHttp() {
        assertLetGo(Fault.INCORRECT_RESPONSE, socket -> send(socket, "SSH-2.0-OpenSSH_9.9\r\n"));
    }

    @Test
    void givesUpOnAServerThatHangsUp() {
        assertLetGo(Fault.CONNECTION, Socket::close);
    }

    @Test
    void givesUpOnAServerThatAcceptsNoConnection() throws IOException {
        // Nobody accepts, and the queue of the one who listens is full.
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            dns.host("www.example.test", "127.0.0.1");

            assertThat(refused(inTime(full.getLocalPort(), HOST)).fault()).isEqualTo(Fault.CONNECTION);
        }
    }

    private void assertLetGo(Fault fault, LoopbackServer.Handler afterRequest) {
        LoopbackServer server = serve(socket -> {
            LoopbackServer.readHead(socket);
            afterRequest.handle(socket);
        });
        dns.host("www.example.test", "127.0.0.1");

        assertThat(refused(inTime(server.port(), HOST)).fault()).isEqualTo(fault);
    }

    private ControlResult inTime(int port, Identifier host) {
        rig.timeout(Duration.ofMillis(400));
        long begin = System.nanoTime();
        ControlResult result = validate(port, host);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        return result;
    }

    private ControlResult answered(String answer) {
        LoopbackServer server = serve(http(_ -> answer));
        dns.host("www.example.test", "127.0.0.1");
        return validate(server.port(), HOST);
    }

    private ControlResult validate(int port, Identifier identifier) {
        return rig.port(port).validator().validate(ValidationRig.check(ControlMethod.HTTP_01, identifier));
    }

    private LoopbackServer serve(LoopbackServer.Handler handler) {
        return serve("127.0.0.1", 0, handler);
    }

    private LoopbackServer serve(String address, int port, LoopbackServer.Handler handler) {
        LoopbackServer server = new LoopbackServer(address, port, handler);
        servers.add(server);
        return server;
    }

    private static NotProven refused(ControlResult result) {
        assertThat(result).isInstanceOf(NotProven.class);
        return (NotProven) result;
    }

    /** What a request line asks for. */
    private static String path(List<String> head) {
        String line = head.getFirst();
        return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static void drip(Socket socket, String text) throws IOException, InterruptedException {
        while (true) {
            send(socket, text);
            Thread.sleep(20);
        }
    }

    private static void flood(Socket socket, String text) throws IOException {
        while (true) {
            send(socket, text);
        }
    }
}
