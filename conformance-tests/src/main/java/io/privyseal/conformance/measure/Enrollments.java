package io.privyseal.conformance.measure;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Enrollment requests with distinct P-256 keys and names, made before any clock starts. */
record Enrollments(List<byte[]> csrs) {
    static Enrollments make(int count) throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        List<byte[]> csrs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            KeyPair keys = generator.generateKeyPair();
            csrs.add(new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=" + host(i)), keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded());
        }
        return new Enrollments(csrs);
    }

    private static String host(int number) {
        return "host-" + number + ".measure.test";
    }

    /** The HTTP requests for one server. */
    List<byte[]> requests(FirstRun server) {
        List<byte[]> requests = new ArrayList<>(csrs.size());
        for (int i = 0; i < csrs.size(); i++) {
            String body = "{\"orgId\":" + server.organization() + ",\"certType\":" + server.profile()
                    + ",\"term\":90,\"csr\":\"" + Base64.getEncoder().encodeToString(csrs.get(i))
                    + "\",\"subjAltNames\":\"" + host(i) + ",www." + host(i) + "\"}";
            requests.add(RestClient.request(server, "POST", "/ssl/v1/enroll", body));
        }
        return requests;
    }
}
