package io.privyseal.rest.endpoint;

import io.privyseal.platform.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * A configuration profile for Apple devices: they come to trust the CAs, and enroll by SCEP. Its identifiers follow from the
 * account, so that a device which gets it again replaces the one that it has.
 *
 * @param accountToken names the account without saying anything about it
 * @param url of the SCEP endpoint
 * @param organization as in the subject of the certificates
 * @param commonName of the device's certificate
 * @param challenge null where the device is to be given none
 * @param chain the certificates from the issuing CA up to its root
 */
record AppleProfile(
        String accountToken,
        String displayName,
        String url,
        String organization,
        String commonName,
        @Nullable String challenge,
        List<byte[]> chain) {
    private static final String DOCTYPE = "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
            + " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">";
    private static final int KEY_BITS = 2048;

    /** Signing and encryption. */
    private static final int KEY_USAGE = 1 | 4;

    private static final int RETRIES = 3;
    private static final int RETRY_SECONDS = 10;

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeDTD(DOCTYPE);
            xml.writeStartElement("plist");
            xml.writeAttribute("version", "1.0");
            write(xml, profile());
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing a configuration profile", e);
        }
        return bytes.toByteArray();
    }

    private Map<String, Object> profile() {
        Map<String, Object> profile = payload("Configuration", "profile", displayName);
        profile.put("PayloadOrganization", organization);
        profile.put("PayloadContent", payloads());
        return profile;
    }

    private List<Object> payloads() {
        List<Object> payloads = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            boolean isRoot = i == chain.size() - 1;
            Map<String, Object> certificate = payload(
                    isRoot ? "com.apple.security.root" : "com.apple.security.pkcs1",
                    "ca-" + Sha256.hex(chain.get(i)),
                    isRoot ? "Root CA" : "Issuing CA");
            certificate.put("PayloadContent", chain.get(i));
            payloads.add(certificate);
        }
        Map<String, Object> scep = payload("com.apple.security.scep", "scep", displayName);
        scep.put("PayloadContent", enrollment());
        payloads.add(scep);
        return payloads;
    }

    private Map<String, Object> enrollment() {
        Map<String, Object> enrollment = new LinkedHashMap<>();
        enrollment.put("URL", url);
        enrollment.put("Subject", List.of(List.of(List.of("O", organization)), List.of(List.of("CN", commonName))));
        if (challenge != null) {
            enrollment.put("Challenge", challenge);
        }
        enrollment.put("Key Type", "RSA");
        enrollment.put("Keysize", KEY_BITS);
        enrollment.put("Key Usage", KEY_USAGE);
        enrollment.put("Retries", RETRIES);
        enrollment.put("RetryDelay", RETRY_SECONDS);
        return enrollment;
    }

    private Map<String, Object> payload(String type, String part, String name) {
        String identifier = "io.privyseal." + accountToken + "." + part;
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("PayloadType", type);
        payload.put("PayloadVersion", 1);
        payload.put("PayloadIdentifier", identifier);
        payload.put(
                "PayloadUUID",
                UUID.nameUUIDFromBytes(identifier.getBytes(StandardCharsets.UTF_8))
                        .toString());
        payload.put("PayloadDisplayName", name);
        return payload;
    }

    private static void write(XMLStreamWriter xml, Object value) throws XMLStreamException {
        switch (value) {
            case Map<?, ?> entries -> {
                xml.writeStartElement("dict");
                for (Map.Entry<?, ?> entry : entries.entrySet()) {
                    element(xml, "key", String.valueOf(entry.getKey()));
                    write(xml, entry.getValue());
                }
                xml.writeEndElement();
            }
            case List<?> items -> {
                xml.writeStartElement("array");
                for (Object item : items) {
                    write(xml, item);
                }
                xml.writeEndElement();
            }
            case byte[] data -> element(xml, "data", Base64.getEncoder().encodeToString(data));
            case Integer number -> element(xml, "integer", number.toString());
            default -> element(xml, "string", value.toString());
        }
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
