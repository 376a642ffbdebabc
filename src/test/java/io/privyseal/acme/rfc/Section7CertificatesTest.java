package io.privyseal.acme.rfc;

import static io.privyseal.acme.rfc.Clause.clause;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates: fetching, revoking, renewing, and the profile they are of. */
// Outside of the server's own extension, which runs the method itself.
@ExtendWith(ClauseTable.class)
@QuarkusTest
@TestProfile(RfcTestProfile.class)
class Section7CertificatesTest {
    @Inject
    Scene scene;

    @AfterEach
    void comesBack() {
        scene.comeBack();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"download", "revocation", "renewal", "replacement", "profiles"})
    void keeps(Clause clause) throws Exception {
        clause.holds(scene);
    }

    static Stream<Clause> download() {
        List<Clause> clauses = new ArrayList<>();
        clauses.add(clause("7.4.2", "A certificate is fetched by POST-as-GET as a PEM chain", scene -> {
            Client client = scene.granted();
            Answer answer = client.get(client.issue(Scene.newName()).text("certificate"))
                    .isSuccess(200);
            assertThat(answer.contentType()).isEqualTo("application/pem-certificate-chain");
        }));
        clauses.add(clause(
                "7.4.2", "The first certificate is the one that was ordered, the key that of the CSR", scene -> {
                    Client client = scene.granted();
                    String name = Scene.newName();
                    KeyPair key = ClientKey.p256().pair();
                    Answer order = client.finish(client.order(name), Csr.of(key, name));
                    X509Certificate leaf =
                            chain(client.get(order.text("certificate"))).getFirst();
                    assertThat(leaf.getPublicKey()).isEqualTo(key.getPublic());
                    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
                }));
        clauses.add(clause("7.4.2", "The certificate has the names of the order, and no others", scene -> {
            Client client = scene.granted();
            String one = Scene.newName();
            String two = Scene.newName();
            X509Certificate leaf = chain(client.get(client.issue(one, two).text("certificate")))
                    .getFirst();
            assertThat(names(leaf)).containsExactlyInAnyOrder(one, two);
        }));
        clauses.add(clause("7.4.2", "Each certificate of a chain certifies the one before it", scene -> {
            Client client = scene.granted();
            List<X509Certificate> chain =
                    chain(client.get(client.issue(Scene.newName()).text("certificate")));
            assertThat(chain).hasSizeGreaterThan(1);
            for (int i = 1; i < chain.size(); i++) {
                chain.get(i - 1).verify(chain.get(i).getPublicKey());
            }
        }));
        clauses.add(clause("9.1", "The PEM has no text between its certificates", scene -> {
            Client client = scene.granted();
            String pem = client.get(client.issue(Scene.newName()).text("certificate"))
                    .text();
            assertThat(pem).startsWith("-----BEGIN CERTIFICATE-----\n").doesNotContain("\r", "\n\n");
            assertThat(pem.replaceAll("(?s)-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n?", ""))
                    .isEmpty();
        }));
        clauses.add(clause("7.4.2", "Other chains are linked to as alternate", scene -> {
            Client client = scene.granted();
            Answer answer = client.get(client.issue(Scene.newName()).text("certificate"));
            Answer alternate = client.get(answer.links("alternate").getFirst()).isSuccess(200);
            assertThat(chain(alternate).getFirst()).isEqualTo(chain(answer).getFirst());
            assertThat(chain(alternate)).hasSizeGreaterThan(chain(answer).size());
        }));
        clauses.add(accepted(
                "A client that accepts anything gets the PEM chain", "*/*", 200, "application/pem-certificate-chain"));
        clauses.add(accepted(
                "A client that accepts DER alone gets the certificate in DER",
                "application/pkix-cert",
                200,
                "application/pkix-cert"));
        clauses.add(clause("7.4.2", "A certificate that comes alone links up to its issuer's", scene -> {
            Client client = scene.granted();
            String url = client.issue(Scene.newName()).text("certificate");
            assertThat(fetch(scene, client, url, "application/pkix-cert").links("up"))
                    .singleElement()
                    .asString()
                    .matches("http://.+/ca/[0-9]+\\.cer");
            assertThat(client.get(url).links("up")).isEmpty();
        }));
        clauses.add(accepted(
                "A client that accepts PKCS#7 alone gets that",
                "application/pkcs7-mime",
                200,
                "application/pkcs7-mime"));
        clauses.add(accepted(
                "A client that accepts none of the forms is refused with 406",
                "image/png",
                406,
                "application/problem+json"));
        clauses.add(clause("7.4.2", "A certificate that is not there yet leads nowhere", scene -> {
            Client client = scene.granted();
            Answer order = client.order(Scene.newName());
            client.get(order.location().replace("/order/", "/certificate/")).isProblem(404, "malformed");
        }));
        clauses.add(clause("7.4.2", "Nobody fetches another's certificate", scene -> {
            Answer order = scene.granted().issue(Scene.newName());
            scene.newBound(scene.granting()).get(order.text("certificate")).isProblem(404, "malformed");
        }));
        clauses.add(clause("7.4.2", "A certificate does not change", scene -> {
            Client client = scene.granted();
            String url = client.issue(Scene.newName()).text("certificate");
            assertThat(client.get(url).text()).isEqualTo(client.get(url).text());
        }));
        clauses.add(clause("7.4.2", "A certificate that was revoked can be fetched still", scene -> {
            Client client = scene.granted();
            String url = client.issue(Scene.newName()).text("certificate");
            revoke(client, certificate(client, url), "").isSuccess(200);
            client.get(url).isSuccess(200);
        }));
        return clauses.stream();
    }

    private static Clause accepted(String words, String accept, int status, String type) {
        return clause("7.4.2", words, scene -> {
            Client client = scene.granted();
            String url = client.issue(Scene.newName()).text("certificate");
            Answer answer = fetch(scene, client, url, accept);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.contentType()).isEqualTo(type);
        });
    }

    private static Answer fetch(Scene scene, Client client, String url, String accept) throws Exception {
        return scene.send(
                "POST",
                url,
                BodyPublishers.ofString(client.sign(client.byAccount(url), "")),
                "Content-Type",
                Scene.JOSE,
                "Accept",
                accept);
    }

    static Stream<Clause> revocation() {
        List<Clause> clauses = new ArrayList<>();
        clauses.add(clause("7.6", "The account that ordered a certificate revokes it, with an empty answer", scene -> {
            Client client = scene.granted();
            Answer answer = revoke(client, issued(scene), "").isSuccess(200);
            assertThat(answer.text()).isEmpty();
        }));
        clauses.add(clause("7.6", "The holder of the certificate's key revokes it", scene -> {
            ClientKey key = ClientKey.p256();
            String name = Scene.newName();
            Client client = scene.granted();
            Answer order = client.finish(client.order(name), Csr.of(key.pair(), name));
            byte[] certificate = certificate(client, order.text("certificate"));
            revokeByKey(new Client(scene, scene.granting(), key), certificate).isSuccess(200);
        }));
        clauses.add(clause(
                "7.6",
                "Another key does not revoke a certificate",
                scene -> revokeByKey(scene.stranger(scene.granting()), issued(scene))
                        .isProblem(403, "unauthorized")));
        clauses.add(clause(
                "7.6",
                "The key of the account, sent as jwk, does not revoke a certificate",
                scene -> revokeByKey(scene.granted(), issued(scene)).isProblem(403, "unauthorized")));
        clauses.add(clause("7.6", "An account that has proven all the names revokes it", scene -> {
            Client owner = scene.newClient();
            String name = Scene.newName();
            Answer order = owner.order(name);
            owner.prove(order);
            byte[] certificate =
                    certificate(owner, owner.finish(order, Csr.of(name)).text("certificate"));
            Client other = scene.newClient();
            revoke(other, certificate, "").isProblem(403, "unauthorized");
            other.prove(other.order(name));
            revoke(other, certificate, "").isSuccess(200);
        }));
        clauses.add(clause("7.6", "An account that has proven one name of two does not revoke it", scene -> {
            Client owner = scene.newClient();
            String name = Scene.newName();
            String second = Scene.newName();
            Answer order = owner.order(name, second);
            owner.prove(order);
            byte[] certificate =
                    certificate(owner, owner.finish(order, Csr.of(name, second)).text("certificate"));
            Client other = scene.newClient();
            other.prove(other.order(name));
            revoke(other, certificate, "").isProblem(403, "unauthorized");
        }));
        clauses.add(clause(
                "7.6",
                "An account without part in a certificate does not revoke it",
                scene -> revoke(scene.newClient(), issued(scene), "").isProblem(403, "unauthorized")));
        clauses.add(clause("7.6", "A certificate of another customer does not exist here", scene -> {
            Client foreign = scene.newBound(scene.foreign());
            byte[] certificate =
                    certificate(foreign, foreign.issue(Scene.newName()).text("certificate"));
            revoke(scene.granted(), certificate, "").isProblem(404, "malformed");
        }));
        clauses.add(clause("7.6", "A certificate that is revoked already is alreadyRevoked", scene -> {
            byte[] certificate = issued(scene);
            revoke(scene.granted(), certificate, "").isSuccess(200);
            revoke(scene.granted(), certificate, "").isProblem(400, "alreadyRevoked");
        }));
        for (int reason : new int[] {0, 1, 3, 4, 5, 9}) {
            clauses.add(clause(
                    "7.6",
                    "The reason " + reason + " can be given",
                    scene -> revoke(scene.granted(), issued(scene), ",\"reason\":" + reason)
                            .isSuccess(200)));
        }
        for (String reason : List.of("2", "6", "7", "8", "10", "11", "-1", "99999999999999999999")) {
            clauses.add(clause(
                    "7.6",
                    "The reason " + reason + " is badRevocationReason",
                    scene -> revoke(scene.granted(), issued(scene), ",\"reason\":" + reason)
                            .isProblem(400, "badRevocationReason")));
        }
        for (String reason : List.of("\"keyCompromise\"", "1.5", "null", "[1]")) {
            clauses.add(clause(
                    "7.6",
                    "The reason " + reason + " is malformed",
                    scene -> revoke(scene.granted(), issued(scene), ",\"reason\":" + reason)
                            .isProblem(400, "malformed")));
        }
        clauses.add(clause(
                "7.6",
                "A request without a certificate is refused",
                scene -> scene.granted()
                        .post(scene.granted().url("revoke-cert"), "{}")
                        .isProblem(400, "malformed")));
        clauses.add(clause(
                "7.6",
                "Octets that are no certificate are refused",
                scene -> revoke(scene.granted(), new byte[] {1, 2, 3}, "").isProblem(400, "malformed")));
        clauses.add(clause("7.6", "A certificate that is not the server's own in every octet is refused", scene -> {
            byte[] certificate = issued(scene);
            certificate[certificate.length - 1] ^= 1;
            revoke(scene.granted(), certificate, "").isProblem(404, "malformed");
        }));
        clauses.add(clause("7.6", "A CA certificate is nobody's to revoke", scene -> {
            Client client = scene.granted();
            Answer answer = client.get(client.issue(Scene.newName()).text("certificate"));
            revoke(client, chain(answer).get(1).getEncoded(), "").isProblem(404, "malformed");
        }));
        clauses.add(clause("7.6", "A deactivated account revokes nothing", scene -> {
            Client client = scene.newBound(scene.granting());
            byte[] certificate =
                    certificate(client, client.issue(Scene.newName()).text("certificate"));
            client.post(client.account(), "{\"status\":\"deactivated\"}").isSuccess(200);
            revoke(client, certificate, "").isProblem(401, "unauthorized");
        }));
        return clauses.stream();
    }

    static Stream<Clause> renewal() {
        return Stream.of(
                renewal(
                        "§3",
                        "The directory names renewalInfo",
                        scene -> assertThat(
                                        scene.get(scene.open().url("directory")).text("renewalInfo"))
                                .isEqualTo(scene.open().url("renewal-info"))),
                renewal(
                        "§4.1",
                        "Renewal information is had by GET, without a signature",
                        scene -> assertThat(information(scene, issued(scene))
                                        .isSuccess(200)
                                        .contentType())
                                .startsWith("application/json")),
                renewal("§4.2", "The suggested window ends after it starts, within the lifetime", scene -> {
                    byte[] certificate = issued(scene);
                    JsonNode window = information(scene, certificate).json().path("suggestedWindow");
                    Instant start = Instant.parse(window.path("start").asText());
                    Instant end = Instant.parse(window.path("end").asText());
                    assertThat(start)
                            .isBefore(end)
                            .isAfter(parse(certificate).getNotBefore().toInstant());
                    assertThat(end).isBefore(parse(certificate).getNotAfter().toInstant());
                }),
                renewal(
                        "§4.3",
                        "Renewal information says when to ask again",
                        scene -> assertThat(information(scene, issued(scene)).header("Retry-After"))
                                .matches("[0-9]+")),
                renewal("§4.2", "The window of a revoked certificate is over", scene -> {
                    byte[] certificate = issued(scene);
                    revoke(scene.granted(), certificate, "").isSuccess(200);
                    assertThat(Instant.parse(information(scene, certificate)
                                    .json()
                                    .at("/suggestedWindow/end")
                                    .asText()))
                            .isBefore(parse(certificate)
                                    .getNotBefore()
                                    .toInstant()
                                    .plus(Duration.ofDays(1)));
                }),
                renewal("§4.1", "A certificate that nobody knows is 404", scene -> {
                    scene.get(scene.granting().url("renewal-info/aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE"))
                            .isProblemWithoutNonce(404, "malformed");
                }),
                renewal("§4.1", "An identifier that is none is malformed", scene -> {
                    for (String identifier : List.of("a", "a.b.c", "AA==.AA", ".AA", "AA.", "AA.AAAB", "AA.!")) {
                        scene.get(scene.granting().url("renewal-info/" + identifier))
                                .isProblemWithoutNonce(400, "malformed");
                    }
                }),
                renewal("§4.1", "A certificate of another customer is 404", scene -> {
                    Client foreign = scene.newBound(scene.foreign());
                    byte[] certificate =
                            certificate(foreign, foreign.issue(Scene.newName()).text("certificate"));
                    information(scene, certificate).isProblemWithoutNonce(404, "malformed");
                }));
    }

    static Stream<Clause> replacement() {
        return Stream.of(
                renewal("§5", "An order says which certificate it replaces", scene -> {
                    String name = Scene.newName();
                    String identifier = identifier(issued(scene, name));
                    assertThat(replace(scene, identifier, name).isSuccess(201).text("replaces"))
                            .isEqualTo(identifier);
                }),
                renewal("§5", "A certificate that another order replaces is alreadyReplaced with 409", scene -> {
                    String name = Scene.newName();
                    String identifier = identifier(issued(scene, name));
                    replace(scene, identifier, name).isSuccess(201);
                    replace(scene, identifier, name).isProblem(409, "alreadyReplaced");
                }),
                renewal("§5", "A certificate whose replacing order became invalid can be replaced", scene -> {
                    String name = Scene.newName();
                    String identifier = identifier(issued(scene, name));
                    replace(scene, identifier, name).isSuccess(201);
                    scene.later(Duration.ofDays(8));
                    replace(scene, identifier, name).isSuccess(201);
                }),
                renewal(
                        "§5",
                        "A certificate without a name of the order is not replaced by it",
                        scene -> replace(scene, identifier(issued(scene)), Scene.newName())
                                .isProblem(400, "malformed")),
                renewal("§5", "A certificate of another account is not replaced", scene -> {
                    String name = Scene.newName();
                    Client other = scene.newBound(scene.granting());
                    byte[] certificate = certificate(other, other.issue(name).text("certificate"));
                    replace(scene, identifier(certificate), name).isProblem(403, "unauthorized");
                }),
                renewal("§5", "An identifier that is none is refused", scene -> {
                    for (String identifier : List.of("", "a", "AA==.AA", "\\u0000")) {
                        replace(scene, identifier, Scene.newName()).isProblem(400, "malformed");
                    }
                }));
    }

    static Stream<Clause> profiles() {
        String section = "profiles-01 ";
        return Stream.of(
                new Clause(section + "§3", "The directory lists the profiles with a text for people", scene -> {
                    JsonNode profiles =
                            scene.get(scene.granting().url("directory")).json().at("/meta/profiles");
                    assertThat(profiles.path("default").asText()).isEqualTo("For servers");
                    assertThat(profiles.path("other").asText()).isNotEmpty();
                }),
                new Clause(
                        section + "§4",
                        "An order shows the profile that was asked for",
                        scene -> assertThat(
                                        profiled(scene, "other").isSuccess(201).text("profile"))
                                .isEqualTo("other")),
                new Clause(
                        section + "§4",
                        "An order that asks for no profile shows the one it gets",
                        scene -> assertThat(
                                        scene.granted().order(Scene.newName()).text("profile"))
                                .isEqualTo("default")),
                new Clause(section + "§4", "A profile that is not listed is invalidProfile", scene -> {
                    for (String profile : List.of("nothing", "Default", "", "\\u0000", "a".repeat(500))) {
                        profiled(scene, profile).isProblem(400, "invalidProfile");
                    }
                }),
                new Clause(
                        section + "§4",
                        "A profile that is no string is malformed",
                        scene -> scene.granted()
                                .post(
                                        scene.granted().url("new-order"),
                                        "{\"profile\":1,\"identifiers\":[{\"type\":\"dns\",\"value\":\"a.localhost\"}]}")
                                .isProblem(400, "malformed")));
    }

    private static Answer profiled(Scene scene, String profile) {
        return scene.granted()
                .post(
                        scene.granted().url("new-order"),
                        "{\"profile\":\"" + profile + "\",\"identifiers\":[{\"type\":\"dns\",\"value\":\""
                                + Scene.newName() + "\"}]}");
    }

    private static Clause renewal(String section, String words, Clause.Check check) {
        return new Clause("9773 " + section, words, check);
    }

    private static Answer replace(Scene scene, String identifier, String name) {
        return scene.granted()
                .post(
                        scene.granted().url("new-order"),
                        "{\"replaces\":\"" + identifier + "\",\"identifiers\":[{\"type\":\"dns\",\"value\":\"" + name
                                + "\"}]}");
    }

    private static Answer information(Scene scene, byte[] certificate) throws Exception {
        return scene.get(scene.granting().url("renewal-info/" + identifier(certificate)));
    }

    private static String identifier(byte[] der) throws Exception {
        X509Certificate certificate = parse(der);
        byte[] issuer = AuthorityKeyIdentifier.fromExtensions(new JcaX509CertificateHolder(certificate).getExtensions())
                .getKeyIdentifierOctets();
        return ClientKey.base64(issuer) + "."
                + ClientKey.base64(certificate.getSerialNumber().toByteArray());
    }

    private static byte[] issued(Scene scene) throws Exception {
        return issued(scene, Scene.newName());
    }

    private static byte[] issued(Scene scene, String name) throws Exception {
        return certificate(scene.granted(), scene.granted().issue(name).text("certificate"));
    }

    private static byte[] certificate(Client client, String url) throws Exception {
        return chain(client.get(url).isSuccess(200)).getFirst().getEncoded();
    }

    private static Answer revoke(Client client, byte[] certificate, String more) {
        return client.post(
                client.url("revoke-cert"), "{\"certificate\":\"" + ClientKey.base64(certificate) + "\"" + more + "}");
    }

    private static Answer revokeByKey(Client client, byte[] certificate) {
        return client.postByKey(
                client.url("revoke-cert"), "{\"certificate\":\"" + ClientKey.base64(certificate) + "\"}");
    }

    private static X509Certificate parse(byte[] der) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static List<X509Certificate> chain(Answer answer) throws Exception {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(answer.response().body()))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static List<String> names(X509Certificate certificate) throws Exception {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names.stream().map(name -> name.get(1).toString()).toList();
    }
}
