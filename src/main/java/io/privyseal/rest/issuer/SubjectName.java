package io.privyseal.rest.issuer;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A CA's subject: its attributes by name, or the whole as RFC 4514 writes it, the most specific part first.
 *
 * @param text the whole name; the other members are null then
 */
@Schema(description = "Also accepted as one string in the form of RFC 4514: CN=Branch CA,O=Example,C=DE")
record SubjectName(
        @Schema(hidden = true) @Nullable String text,
        @Schema(maxLength = 64) @Nullable String commonName,
        @Schema(maxLength = 64) @Nullable String organization,
        @Schema(maxLength = 64) @Nullable String organizationalUnit,
        @Schema(maxLength = 128) @Nullable String locality,
        @Schema(maxLength = 128) @Nullable String state,

        @Schema(minLength = 2, maxLength = 2, description = "ISO 3166-1") @Nullable
        String country) {
    private static final int LONGEST_TEXT = 1024;
    private static final int LONGEST_ATTRIBUTE = 128;

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    SubjectName {}

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SubjectName ofText(String text) {
        return new SubjectName(text, null, null, null, null, null, null);
    }

    /** @throws RefusedException {@link Refusal#INVALID_FIELD}, {@link Refusal#MISSING_FIELD} */
    X500Name toName() {
        X500Name name;
        try {
            name = text == null ? fromAttributes() : parse(text);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException unreadable) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD,
                    "Value of 'subject' must be a name such as CN=Branch CA,O=Example,C=DE.",
                    unreadable);
        }
        if (name.getRDNs().length == 0) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'subject' must not be empty.");
        }
        return name;
    }

    private X500Name fromAttributes() {
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        add(name, BCStyle.C, "country", country == null ? null : country.toUpperCase(Locale.ROOT));
        add(name, BCStyle.ST, "state", state);
        add(name, BCStyle.L, "locality", locality);
        add(name, BCStyle.O, "organization", organization);
        add(name, BCStyle.OU, "organizationalUnit", organizationalUnit);
        add(name, BCStyle.CN, "commonName", commonName);
        return name.build();
    }

    private static void add(X500NameBuilder name, ASN1ObjectIdentifier type, String field, @Nullable String value) {
        String clean = Text.optionalClean("subject." + field, value, LONGEST_ATTRIBUTE);
        if (clean != null) {
            name.addRDN(type, clean);
        }
    }

    // RFC 4514 §2.1: the text begins with the last RDN of the encoding.
    private static X500Name parse(String text) {
        RDN[] parts = BCStyle.INSTANCE.fromString(Text.requireClean("subject", text, LONGEST_TEXT));
        RDN[] encoded = new RDN[parts.length];
        for (int i = 0; i < parts.length; i++) {
            encoded[i] = parts[parts.length - 1 - i];
        }
        return new X500Name(encoded);
    }
}
