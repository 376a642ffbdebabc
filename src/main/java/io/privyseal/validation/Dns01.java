package io.privyseal.validation;

import io.privyseal.validation.ControlResult.Fault;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Control of a domain by a TXT record below it (RFC 8555 §8.4). */
@Singleton
class Dns01 implements Prover {
    private static final String LABEL = "_acme-challenge.";

    private final NameServers nameServers;

    Dns01(NameServers nameServers) {
        this.nameServers = nameServers;
    }

    @Override
    public ControlMethod method() {
        return ControlMethod.DNS_01;
    }

    @Override
    public Optional<InetAddress> prove(ControlCheck check, Deadline deadline) {
        Name name = name(check.identifier());
        List<Record> records = nameServers.lookup(name, Type.TXT, deadline);
        if (records.isEmpty()) {
            throw NotProvenException.yet(Fault.UNAUTHORIZED, "There is no TXT record at " + name.toString(true) + ".");
        }
        String expected = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(KeyAuthorizationDigest.of(check.keyAuthorization()));
        // RFC 8555 §8.4: any of them may match; others are for other orders.
        if (records.stream().noneMatch(record -> text(record).equals(expected))) {
            throw NotProvenException.yet(
                    Fault.INCORRECT_RESPONSE,
                    "No TXT record at " + name.toString(true) + " has the digest of the key authorization.");
        }
        return Optional.empty();
    }

    private static Name name(Identifier domain) {
        try {
            return Name.fromString(LABEL + domain.value(), Name.root);
        } catch (TextParseException _) {
            throw NotProvenException.ever(Fault.DNS, "The name is too long to have a TXT record below it.");
        }
    }

    // RFC 1035 §3.3.14: one or more strings of up to 255 octets, which belong together.
    private static String text(Record record) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ((TXTRecord) record).getStringsAsByteArrays().forEach(text::writeBytes);
        return text.toString(StandardCharsets.ISO_8859_1);
    }
}
