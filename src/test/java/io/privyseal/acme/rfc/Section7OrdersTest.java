package io.privyseal.acme.rfc;

import static io.privyseal.acme.rfc.Clause.clause;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Orders, from what may be named in them to what a CSR must be. */
// Outside of the server's own extension, which runs the method itself.
@ExtendWith(ClauseTable.class)
@QuarkusTest
@TestProfile(RfcTestProfile.class)
class Section7OrdersTest {
    @Inject
    Scene scene;

    @AfterEach
    void comesBack() {
        scene.comeBack();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"objects", "lists", "creation", "identifiers", "states", "finalization", "signingRequests"})
    void keeps(Clause clause) throws Exception {
        clause.holds(scene);
    }

    static Stream<Clause> objects() {
        List<Clause> clauses = new ArrayList<>();
        clauses.add(clause(
                "7.4",
                "A new order is answered with 201 and its URL in Location",
                scene -> assertThat(scene.client()
                                .order(Scene.newName())
                                .isSuccess(201)
                                .location())
                        .startsWith(scene.client().url("order/"))));
        clauses.add(clause(
                "7.1.3",
                "A new order is pending while a name is not proven",
                scene -> assertThat(scene.client().order(Scene.newName()).text("status"))
                        .isEqualTo("pending")));
        clauses.add(clause(
                "7.1.3",
                "A pending order says when it expires, by RFC 3339",
                scene -> assertThat(Instant.parse(
                                scene.client().order(Scene.newName()).text("expires")))
                        .isAfter(Instant.EPOCH)));
        clauses.add(clause(
                "7.1.3",
                "A valid order says when it expires",
                scene -> assertThat(scene.granted().issue(Scene.newName()).text("expires"))
                        .isNotEmpty()));
        clauses.add(clause("7.1.3", "An order has the identifiers that were asked for", scene -> {
            String one = Scene.newName();
            String two = Scene.newName();
            Answer order = scene.client().order(one, two);
            assertThat(order.json().path("identifiers").toString())
                    .isEqualTo(Client.tree(Client.orderOf("dns", List.of(one, two)))
                            .path("identifiers")
                            .toString());
        }));
        clauses.add(clause(
                "7.1.3",
                "An order has an authorization for each of its identifiers",
                scene -> assertThat(scene.client()
                                .order(Scene.newName(), Scene.newName(), Scene.newName())
                                .json()
                                .path("authorizations"))
                        .hasSize(3)));
        clauses.add(clause("7.1.3", "An order says where its CSR goes", scene -> {
            Answer order = scene.client().order(Scene.newName());
            assertThat(order.text("finalize")).isEqualTo(order.location() + "/finalize");
        }));
        clauses.add(clause("7.1.3", "An order has no certificate before it is valid", scene -> {
            assertThat(scene.client().order(Scene.newName()).json().has("certificate"))
                    .isFalse();
            assertThat(scene.granted().order(Scene.newName()).json().has("certificate"))
                    .isFalse();
        }));
        clauses.add(clause(
                "7.1.3",
                "A valid order says where its certificate is",
                scene -> assertThat(scene.granted().issue(Scene.newName()).text("certificate"))
                        .startsWith(scene.granted().url("certificate/"))));
        clauses.add(clause(
                "7.1.3",
                "An order without a fault has no error",
                scene -> assertThat(scene.client().order(Scene.newName()).json().has("error"))
                        .isFalse()));
        clauses.add(clause("7.1.3", "An order that failed says why", scene -> {
            Client client = scene.newClient();
            Answer order = client.order(Scene.newName());
            scene.serve("nothing", "nothing");
            String authorization = Client.authorization(order);
            client.post(
                    Client.challenge(client.get(authorization), "http-01")
                            .path("url")
                            .asText(),
                    "{}");
            client.settled(authorization);
            assertThat(client.get(order.location()).text("status")).isEqualTo("invalid");
        }));
        clauses.add(clause("7.1.3", "An order is read by POST-as-GET, as it was answered", scene -> {
            Answer order = scene.client().order(Scene.newName());
            assertThat(scene.client().get(order.location()).isSuccess(200).json())
                    .isEqualTo(order.json());
        }));
        clauses.add(clause(
                "7.1.3",
                "An order that needs no proof is ready at once",
                scene -> assertThat(scene.granted().order(Scene.newName()).text("status"))
                        .isEqualTo("ready")));
        clauses.add(clause(
                "7.1.3", "An order that is being decided about is processing, and says when to ask again", scene -> {
                    Client client = scene.newBound(scene.reviewed());
                    Answer order = client.issue(Scene.newName());
                    assertThat(order.text("status")).isEqualTo("processing");
                    assertThat(order.header("Retry-After")).matches("[0-9]+");
                    assertThat(client.get(order.location()).header("Retry-After"))
                            .matches("[0-9]+");
                }));
        return clauses.stream();
    }

    static Stream<Clause> lists() {
        return Stream.of(
                clause("7.1.2.1", "An account's orders are listed by their URLs", scene -> {
                    Client client = scene.newClient();
                    String one = client.order(Scene.newName()).location();
                    String two = client.order(Scene.newName()).location();
                    assertThat(orders(client.get(client.account() + "/orders").isSuccess(200)))
                            .containsExactlyInAnyOrder(one, two);
                }),
                clause("7.1.2.1", "An account without orders has an empty list", scene -> {
                    Client client = scene.newClient();
                    assertThat(client.get(client.account() + "/orders")
                                    .isSuccess(200)
                                    .json()
                                    .path("orders")
                                    .toString())
                            .isEqualTo("[]");
                }),
                clause("7.1.2.1", "Orders that are invalid are not listed", scene -> {
                    Client client = scene.newClient();
                    client.order(Scene.newName());
                    scene.later(Duration.ofDays(8));
                    assertThat(orders(client.get(client.account() + "/orders"))).isEmpty();
                }),
                clause("7.1.2.1", "A long list continues where its link next leads", scene -> {
                    Client client = scene.newBound(scene.granting());
                    Set<String> all = new TreeSet<>();
                    for (int i = 0; i < 103; i++) {
                        all.add(client.order("list.localhost").isSuccess(201).location());
                    }
                    Answer first = client.get(client.account() + "/orders");
                    Answer second = client.get(first.links("next").getFirst());
                    Set<String> listed = new TreeSet<>(orders(first));
                    listed.addAll(orders(second));
                    assertThat(listed).isEqualTo(all);
                    assertThat(second.links("next")).isEmpty();
                }),
                clause(
                        "7.1.2.1",
                        "Nobody reads another's list of orders",
                        scene -> scene.client()
                                .get(scene.newClient().account() + "/orders")
                                .isProblem(403, "unauthorized")));
    }

    private static List<String> orders(Answer answer) {
        List<String> orders = new ArrayList<>();
        for (JsonNode order : answer.json().path("orders")) {
            orders.add(order.asText());
        }
        return orders;
    }

    static Stream<Clause> creation() {
        return Stream.of(
                refused("7.4", "An order without identifiers is refused", "{}", 400, "malformed"),
                refused(
                        "7.4",
                        "An order with an empty list of identifiers is refused",
                        "{\"identifiers\":[]}",
                        400,
                        "malformed"),
                refused("7.4", "Identifiers that are no list are refused", "{\"identifiers\":{}}", 400, "malformed"),
                refused(
                        "7.4",
                        "An identifier that is no object is refused",
                        "{\"identifiers\":[\"a.localhost\"]}",
                        400,
                        "malformed"),
                refused(
                        "7.4",
                        "An identifier without a type is refused",
                        "{\"identifiers\":[{\"value\":\"a.localhost\"}]}",
                        400,
                        "malformed"),
                refused(
                        "7.4",
                        "An identifier without a value is refused",
                        "{\"identifiers\":[{\"type\":\"dns\"}]}",
                        400,
                        "malformed"),
                refused(
                        "7.4",
                        "An identifier whose value is no string is refused",
                        "{\"identifiers\":[{\"type\":\"dns\",\"value\":1}]}",
                        400,
                        "malformed"),
                refused(
                        "7.4",
                        "A start of validity that cannot be had is refused",
                        order("a.localhost", "\"notBefore\":\"2030-01-01T00:00:00Z\""),
                        400,
                        "malformed"),
                refused(
                        "7.4",
                        "An end of validity that cannot be had is refused",
                        order("a.localhost", "\"notAfter\":\"2030-01-01T00:00:00Z\""),
                        400,
                        "malformed"),
                refused(
                        "7.4",
                        "A time that is not of RFC 3339 is refused",
                        order("a.localhost", "\"notAfter\":\"tomorrow\""),
                        400,
                        "malformed"),
                clause("7.4", "An order of a thousand names is taken where the endpoint allows it", scene -> {
                    List<String> names = new ArrayList<>();
                    for (int i = 0; i < 1000; i++) {
                        names.add("host-" + i + ".many.localhost");
                    }
                    Answer order = scene.granted().post(scene.granted().url("new-order"), Client.orderOf("dns", names));
                    assertThat(order.isSuccess(201).json().path("authorizations"))
                            .hasSize(1000);
                    assertThat(order.text("status")).isEqualTo("ready");
                }),
                clause("7.4", "An order of more names than the endpoint allows is refused", scene -> {
                    List<String> names = new ArrayList<>();
                    for (int i = 0; i < 1001; i++) {
                        names.add("h" + i + ".localhost");
                    }
                    scene.granted()
                            .post(scene.granted().url("new-order"), Client.orderOf("dns", names))
                            .isProblem(400, "malformed");
                }),
                clause("7.4", "A name that is twice in an order is once in what comes of it", scene -> {
                    String name = Scene.newName();
                    assertThat(scene.client()
                                    .order(name, name.toUpperCase(Locale.ROOT))
                                    .isSuccess(201)
                                    .json()
                                    .path("identifiers"))
                            .hasSize(1);
                }),
                clause("7.4", "A name that the organization does not have is refused", scene -> {
                    Answer answer = scene.client().order("www.elsewhere.example");
                    assertThat(answer.isProblem(403, "rejectedIdentifier").subproblem(0))
                            .isEqualTo("rejectedIdentifier");
                }),
                clause("7.4", "A disabled endpoint takes no orders", scene -> {
                    Place place = scene.another();
                    Client client = scene.newClient(place);
                    scene.close(place);
                    client.order(Scene.newName()).isProblem(404, "malformed");
                    scene.get(place.url("directory")).isProblemWithoutNonce(404, "malformed");
                }));
    }

    static Stream<Clause> identifiers() {
        List<Clause> clauses = new ArrayList<>();
        for (String type : List.of("email", "DNS", "", "permanent-identifier", "TNAuthList")) {
            clauses.add(refused(
                    "7.4",
                    "An identifier of the type '" + type + "' is unsupported",
                    Client.orderOf(type, List.of("a.localhost")),
                    400,
                    "unsupportedIdentifier"));
        }
        for (String[] name : new String[][] {
            {"An empty name", ""},
            {"A name with a dot at its end", "a.localhost."},
            {"A name with an empty label", "a..localhost"},
            {"A name with an underscore", "a_b.localhost"},
            {"A name in Unicode", "b\u00fccher.localhost"},
            {"A name with a blank", "a b.localhost"},
            {"A name with a hyphen in front", "-a.localhost"},
            {"A label of 64 characters", "a".repeat(64) + ".localhost"},
            {"A name of 260 characters", ("a".repeat(50) + ".").repeat(5) + "localhost"},
            {"An IPv4 address as a DNS name", "127.0.0.1"},
            {"An IPv6 address as a DNS name", "::1"},
            {"A wildcard within a name", "a.*.localhost"},
            {"A wildcard that is a part of a label", "a*.localhost"},
            {"Two wildcards", "*.*.localhost"},
            {"A wildcard alone", "*"},
            {"A URL as a name", "http://a.localhost/"},
            {"A name with a port", "a.localhost:443"},
            {"A name with a NUL", "a\\u0000.localhost"}
        }) {
            clauses.add(refused(
                    "7.1.4", name[0] + " is refused", Client.orderOf("dns", List.of(name[1])), 400, "malformed"));
        }
        clauses.add(refused(
                "7.1.4",
                "A wildcard under a top-level domain is refused",
                Client.orderOf("dns", List.of("*.localhost")),
                403,
                "rejectedIdentifier"));
        clauses.add(refused(
                "7.1.4",
                "An A-label that stands for no label in Unicode is refused",
                Client.orderOf("dns", List.of("xn--a.localhost")),
                403,
                "rejectedIdentifier"));
        clauses.add(clause(
                "7.1.4",
                "An international name is taken as its A-labels",
                scene -> assertThat(scene.client()
                                .order("xn--bcher-kva.localhost")
                                .isSuccess(201)
                                .json()
                                .at("/identifiers/0/value")
                                .asText())
                        .isEqualTo("xn--bcher-kva.localhost")));
        clauses.add(clause(
                "7.1.4",
                "A name is taken in any case and kept in lower case",
                scene -> assertThat(scene.client()
                                .order("WWW.Case.LocalHost")
                                .isSuccess(201)
                                .json()
                                .at("/identifiers/0/value")
                                .asText())
                        .isEqualTo("www.case.localhost")));
        for (String[] address : new String[][] {
            {"An IPv4 address with leading zeros", "127.0.0.01", "400", "malformed"},
            {"An IPv4 address of three numbers", "127.0.1", "400", "malformed"},
            {"An IPv4 address with a mask", "127.0.0.0/8", "400", "malformed"},
            {"An IPv6 address in upper case", "2001:DB8::1", "400", "malformed"},
            {"An IPv6 address that is not shortened", "2001:db8:0:0:0:0:0:1", "400", "malformed"},
            {"An IPv6 address in brackets", "[2001:db8::1]", "400", "malformed"},
            {"An IPv6 address with a zone", "fe80::1%eth0", "400", "malformed"},
            {"A DNS name as an address", "a.localhost", "400", "malformed"},
            {"An IPv4 address mapped into IPv6", "::ffff:127.0.0.1", "403", "rejectedIdentifier"},
            {"An IPv4 address mapped into IPv6 in groups", "::ffff:7f00:1", "403", "rejectedIdentifier"}
        }) {
            clauses.add(new Clause(
                    "8738 §3",
                    address[0] + " is refused",
                    refusal(Client.orderOf("ip", List.of(address[1])), Integer.parseInt(address[2]), address[3])));
        }
        clauses.add(new Clause(
                "8738 §3",
                "An IPv4 address can be ordered",
                scene -> assertThat(scene.client()
                                .post(scene.client().url("new-order"), Client.orderOf("ip", List.of("127.0.0.1")))
                                .isSuccess(201)
                                .json()
                                .at("/identifiers/0/type")
                                .asText())
                        .isEqualTo("ip")));
        clauses.add(new Clause(
                "8738 §3",
                "An IPv6 address can be ordered",
                scene -> scene.client()
                        .post(scene.client().url("new-order"), Client.orderOf("ip", List.of("2001:db8::1")))
                        .isSuccess(201)));
        return clauses.stream();
    }

    static Stream<Clause> states() {
        return Stream.of(
                clause("7.1.6", "An order whose names are proven becomes ready", scene -> {
                    Client client = scene.newClient();
                    Answer order = client.order(Scene.newName(), Scene.newName());
                    client.prove(order);
                    assertThat(client.get(order.location()).text("status")).isEqualTo("ready");
                }),
                clause("7.1.6", "An order of which one name is proven stays pending", scene -> {
                    Client client = scene.newClient();
                    Answer order = client.order(Scene.newName(), Scene.newName());
                    client.prove(Client.authorization(order));
                    assertThat(client.get(order.location()).text("status")).isEqualTo("pending");
                }),
                clause("7.1.6", "A pending order becomes invalid when it expires", scene -> {
                    Answer order = scene.client().order(Scene.newName());
                    scene.later(Duration.ofDays(8));
                    assertThat(scene.client().get(order.location()).text("status"))
                            .isEqualTo("invalid");
                }),
                clause("7.1.6", "A ready order becomes invalid when it expires", scene -> {
                    Answer order = scene.granted().order(Scene.newName());
                    scene.later(Duration.ofDays(8));
                    assertThat(scene.granted().get(order.location()).text("status"))
                            .isEqualTo("invalid");
                }),
                clause("7.1.6", "An order becomes invalid when an authorization is deactivated", scene -> {
                    Client client = scene.client();
                    Answer order = client.order(Scene.newName());
                    client.post(Client.authorization(order), "{\"status\":\"deactivated\"}")
                            .isSuccess(200);
                    assertThat(client.get(order.location()).text("status")).isEqualTo("invalid");
                }),
                clause("7.1.6", "A valid order stays valid when its time is over", scene -> {
                    Answer order = scene.granted().issue(Scene.newName());
                    scene.later(Duration.ofDays(8));
                    assertThat(scene.granted().get(order.location()).text("status"))
                            .isEqualTo("valid");
                }),
                clause("7.1.3", "Nobody reads or finalizes another's order", scene -> {
                    Answer order = scene.client().order(Scene.newName());
                    Client other = scene.newClient();
                    other.get(order.location()).isProblem(404, "malformed");
                    other.finish(order, Csr.of("a.localhost")).isProblem(404, "malformed");
                }),
                clause("7.1.3", "Nobody reads an order of another customer", scene -> {
                    Client foreign = scene.newBound(scene.foreign());
                    Answer order = foreign.issue(Scene.newName());
                    String number = order.location().substring(order.location().lastIndexOf('/') + 1);
                    scene.granted().get(scene.granted().url("order/" + number)).isProblem(404, "malformed");
                    scene.granted()
                            .get(scene.granted().url("certificate/" + number))
                            .isProblem(404, "malformed");
                }));
    }

    static Stream<Clause> finalization() {
        return Stream.of(
                clause("7.4", "A ready order that is finalized has its certificate", scene -> {
                    Answer order = scene.granted().issue(Scene.newName());
                    assertThat(order.text("status")).isEqualTo("valid");
                }),
                clause("7.4", "The answer to finalizing has the order's URL in Location", scene -> {
                    String name = Scene.newName();
                    Answer order = scene.granted().order(name);
                    assertThat(scene.granted().finish(order, Csr.of(name)).location())
                            .isEqualTo(order.location());
                }),
                clause("7.4", "A pending order cannot be finalized: orderNotReady with 403", scene -> {
                    String name = Scene.newName();
                    Answer order = scene.client().order(name);
                    scene.client().finish(order, Csr.of(name)).isProblem(403, "orderNotReady");
                }),
                clause("7.4", "An order that was not ready is as it was", scene -> {
                    String name = Scene.newName();
                    Answer order = scene.client().order(name);
                    scene.client().finish(order, Csr.of(name));
                    assertThat(scene.client().get(order.location()).text("status"))
                            .isEqualTo("pending");
                }),
                clause("7.4", "An expired order cannot be finalized", scene -> {
                    String name = Scene.newName();
                    Answer order = scene.granted().order(name);
                    scene.later(Duration.ofDays(8));
                    scene.granted().finish(order, Csr.of(name)).isProblem(403, "orderNotReady");
                }),
                clause("7.4", "A valid order cannot be finalized with another CSR", scene -> {
                    String name = Scene.newName();
                    Answer order = scene.granted().order(name);
                    scene.granted().finish(order, Csr.of(name)).isSuccess(200);
                    scene.granted().finish(order, Csr.of(name)).isProblem(403, "orderNotReady");
                }),
                clause("7.4", "The same CSR again gets the same certificate", scene -> {
                    String name = Scene.newName();
                    byte[] csr = Csr.of(name);
                    Answer order = scene.granted().order(name);
                    Answer first = scene.granted().finish(order, csr).isSuccess(200);
                    Answer second = scene.granted().finish(order, csr).isSuccess(200);
                    assertThat(second.json()).isEqualTo(first.json());
                }),
                clause("7.4", "Of two CSRs at once one is taken", scene -> {
                    Client one = scene.newBound(scene.granting());
                    String name = Scene.newName();
                    Answer order = one.order(name);
                    List<String> requests = new ArrayList<>();
                    for (int i = 0; i < 2; i++) {
                        requests.add(one.sign(
                                one.byAccount(order.text("finalize")),
                                "{\"csr\":\"" + ClientKey.base64(Csr.of(name)) + "\"}"));
                    }
                    List<Answer> answers = new ArrayList<>();
                    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                        List<Future<Answer>> running = requests.stream()
                                .map(request -> threads.submit(() -> scene.post(order.text("finalize"), request)))
                                .toList();
                        for (Future<Answer> each : running) {
                            answers.add(each.get());
                        }
                    }
                    assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(200, 403);
                    assertThat(one.get(order.location()).text("status")).isEqualTo("valid");
                }),
                clause("7.4", "Finalizing without a CSR is refused", scene -> {
                    Answer order = scene.granted().order(Scene.newName());
                    scene.granted().post(order.text("finalize"), "{}").isProblem(400, "malformed");
                }),
                clause("7.4", "A CSR in base64url with padding is refused", scene -> {
                    Answer order = scene.granted().order(Scene.newName());
                    scene.granted()
                            .post(order.text("finalize"), "{\"csr\":\"AA==\"}")
                            .isProblem(400, "malformed");
                }),
                clause("7.4", "A CSR in PEM is refused", scene -> {
                    Answer order = scene.granted().order(Scene.newName());
                    scene.granted()
                            .post(order.text("finalize"), "{\"csr\":\"-----BEGIN CERTIFICATE REQUEST-----\"}")
                            .isProblem(400, "malformed");
                }));
    }

    static Stream<Clause> signingRequests() {
        KeyPair key = ClientKey.p256().pair();
        return Stream.of(
                badCsr("Octets that are no CSR are refused", (_, _) -> new byte[] {1, 2, 3}),
                badCsr("A CSR whose signature is not good is refused", (_, name) -> {
                    byte[] csr = Csr.of(name);
                    csr[csr.length - 1] ^= 1;
                    return csr;
                }),
                badCsr("A CSR without the name of the order is refused", (_, _) -> Csr.of("other.localhost")),
                badCsr(
                        "A CSR with another name beside that of the order is refused",
                        (_, name) -> Csr.of(name, "other.localhost")),
                badCsr("A CSR with a wildcard where none was ordered is refused", (_, name) -> Csr.of("*." + name)),
                badCsr("A CSR with a name under that of the order is refused", (_, name) -> Csr.of("www." + name)),
                badCsr("A CSR without any name is refused", (_, _) -> Csr.with(key, Csr.empty())),
                badCsr(
                        "A CSR whose common name was not ordered is refused",
                        (_, name) -> Csr.with(key, new X500Name("CN=other.localhost"), Csr.dns(name))),
                badCsr(
                        "A CSR whose common name is no name is refused",
                        (_, name) -> Csr.with(key, new X500Name("CN=My Server"), Csr.dns(name))),
                badCsr(
                        "A CSR with an address that was not ordered is refused",
                        (_, name) -> Csr.with(
                                key,
                                Csr.empty(),
                                new GeneralName(GeneralName.dNSName, name),
                                new GeneralName(GeneralName.iPAddress, "127.0.0.1"))),
                badCsr(
                        "A CSR with a mail address is refused",
                        (_, name) -> Csr.with(
                                key,
                                Csr.empty(),
                                new GeneralName(GeneralName.dNSName, name),
                                new GeneralName(GeneralName.rfc822Name, "a@example.test"))),
                badCsr(
                        "A CSR with a URI is refused",
                        (_, name) -> Csr.with(
                                key,
                                Csr.empty(),
                                new GeneralName(GeneralName.dNSName, name),
                                new GeneralName(GeneralName.uniformResourceIdentifier, "https://a.localhost/"))),
                badCsr(
                        "A CSR with a directory name is refused",
                        (_, name) -> Csr.with(
                                key,
                                Csr.empty(),
                                new GeneralName(GeneralName.dNSName, name),
                                new GeneralName(new X500Name("CN=a")))),
                badCsr(
                        "A CSR with an RSA key of 1024 bits is refused",
                        (_, name) -> Csr.of(ClientKey.rsa(1024).pair(), name)),
                clause("11.1", "A CSR with the key of the account is refused", scene -> {
                    String name = Scene.newName();
                    Answer order = scene.granted().order(name);
                    scene.granted()
                            .finish(order, Csr.of(scene.granted().key().pair(), name))
                            .isProblem(400, "badCSR");
                }),
                clause("7.4", "A CSR that lacks one of two names is refused", scene -> {
                    String name = Scene.newName();
                    Answer order = scene.granted().order(name, Scene.newName());
                    scene.granted().finish(order, Csr.of(name)).isProblem(400, "badCSR");
                }),
                clause("7.4", "After a CSR was refused the order is ready still, and takes another", scene -> {
                    String name = Scene.newName();
                    Answer order = scene.granted().order(name);
                    scene.granted().finish(order, Csr.of("other.localhost")).isProblem(400, "badCSR");
                    assertThat(scene.granted().get(order.location()).text("status"))
                            .isEqualTo("ready");
                    scene.granted().finish(order, Csr.of(name)).isSuccess(200);
                }),
                clause("7.4", "The names of a CSR are compared without their case and order", scene -> {
                    String one = Scene.newName();
                    String two = Scene.newName();
                    Answer order = scene.granted().order(one, two);
                    scene.granted()
                            .finish(order, Csr.of(two.replace("localhost", "LocalHost"), one))
                            .isSuccess(200);
                }),
                clause("7.4", "A common name that was ordered may stand for its alternative name", scene -> {
                    String name = Scene.newName();
                    Answer order = scene.granted().order(name);
                    scene.granted()
                            .finish(order, Csr.with(key, new X500Name("CN=" + name)))
                            .isSuccess(200);
                }),
                clause("7.4", "A CSR for a wildcard fits an order of the wildcard", scene -> {
                    String name = "*." + Scene.newName();
                    scene.granted().issue(name);
                }));
    }

    private interface SigningRequest {
        byte[] of(Client client, String name);
    }

    private static Clause badCsr(String words, SigningRequest request) {
        return clause("7.4", words, scene -> {
            String name = Scene.newName();
            Client client = scene.granted();
            Answer order = client.order(name);
            client.finish(order, request.of(client, name)).isProblem(400, "badCSR");
            assertThat(client.get(order.location()).text("status")).isEqualTo("ready");
        });
    }

    private static Clause refused(String section, String words, String payload, int status, String type) {
        return clause(section, words, refusal(payload, status, type));
    }

    private static Clause.Check refusal(String payload, int status, String type) {
        return scene ->
                scene.client().post(scene.client().url("new-order"), payload).isProblem(status, type);
    }

    private static String order(String name, String more) {
        return "{\"identifiers\":[{\"type\":\"dns\",\"value\":\"" + name + "\"}]," + more + "}";
    }
}
