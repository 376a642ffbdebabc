package io.privyseal.protocol.est;

import static io.privyseal.protocol.est.Fixtures.EC;
import static io.privyseal.protocol.est.Fixtures.RANDOM;
import static io.privyseal.protocol.est.Fixtures.certificate;
import static io.privyseal.protocol.est.Fixtures.dns;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.cmc.CMCObjectIdentifiers;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever comes from the network is read or refused, and soon. What lies behind a signature is signed here, since anybody
 * can do that with a key of his own. {@code ./privyseal fuzz est} looks for inputs; a build replays those in the directory
 * {@code EstFuzzTestInputs}, which {@link FuzzSeeds} has made, with what was found since.
 */
@Timeout(20)
class EstFuzzTest {
    private static final X509Certificate SERVER = certificate(EC, "CN=old", dns("a.example"));
    private static final CertificateNames NAMES = CertificateNames.of(SERVER);
    private static final ServerCredential SIGNER = new ServerCredential(EC.getPrivate(), List.of(SERVER));
    private static final ChannelBinding BINDING = new ChannelBinding(new byte[ChannelBinding.EXPORTER_LENGTH]);

    /** A body of simpleenroll, simplereenroll or serverkeygen: base64, PEM or the octets themselves. */
    @FuzzTest
    void readsACsrOrRefusesIt(byte[] body) {
        refusing(() -> use(SimplePkiRequest.parse(body)));
    }

    @FuzzTest
    void readsAFullRequestOrRefusesIt(byte[] body) {
        refusing(() -> answer(FullPkiRequest.parse(body)));
    }

    /** What a registration authority has signed, whatever that is. */
    @FuzzTest
    void readsSignedContentOrRefusesIt(byte[] content) throws Exception {
        byte[] message = FullPkiTest.signed(CMCObjectIdentifiers.id_cct_PKIData, content, "SHA256withRSA", true);
        refusing(() -> answer(FullPkiRequest.parse(message)));
    }

    @FuzzTest
    void readsAPathOrRefusesIt(byte[] text) {
        refusing(() -> {
            EstPath path = EstPath.parse(latin(text));
            String label = path.label();
            assertThat(label == null || EstPath.isLabel(label)).isTrue();
        });
    }

    @FuzzTest
    void readsAContentTypeOrRefusesIt(byte[] text) {
        refusing(() -> ContentType.parse(latin(text)).require(ContentType.PKCS10));
    }

    @FuzzTest
    void readsCredentialsOrNone(byte[] text) {
        BasicCredentials.parse(latin(text))
                .ifPresent(found -> assertThat(found.user()).doesNotContain(":"));
    }

    private static void use(SimplePkiRequest request) {
        assertThat(request.csr()).isNotEmpty();
        assertThat(request.publicKey()).isNotEmpty();
        request.names().areSameAs(NAMES);
        request.names().alternatives();
        request.changedNames().ifPresent(names -> names.areSameAs(NAMES));
        request.decryptionKey().ifPresent(key -> {
            assertThat(key.identifier()).isNotNull();
            refusing(() -> EncryptedServerKey.requirePossible(key, List.of(SERVER)));
        });
        refusing(() -> request.requireNamesOf(NAMES));
        refusing(() -> BINDING.requireIn(request.challengePasswords()));
    }

    private static void answer(FullPkiRequest request) {
        use(request.request());
        assertThat(request.signer()).isNotNull();
        assertThat(FullPkiResponse.issued(request, SERVER, SIGNER, RANDOM).encoded())
                .isNotEmpty();
    }

    private static void refusing(Runnable reader) {
        try {
            reader.run();
        } catch (EstException e) {
            assertThat(e.detail()).isNotBlank();
            assertThat(e.failure()).isNotNull();
        }
    }

    private static String latin(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
