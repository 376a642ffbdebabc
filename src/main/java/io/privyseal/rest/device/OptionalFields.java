package io.privyseal.rest.device;

import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.rest.Bodies;
import io.privyseal.rest.CertificateMessages.CustomFieldValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contract's optional fields that are alternative names. The others would be part of the subject, which comes from the
 * CSR: they are refused, since a certificate without what was asked for is worse than none.
 */
final class OptionalFields {
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_VALUE = 1_024;
    private static final int MOST = 100;

    private OptionalFields() {}

    static List<SubjectAlternativeName> parse(@Nullable List<@Nullable CustomFieldValue> fields) {
        List<CustomFieldValue> given = Bodies.entries(fields);
        if (given.size() > MOST) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "Value of 'optionalFields' has more than " + MOST + " fields.");
        }
        List<SubjectAlternativeName> names = new ArrayList<>();
        for (CustomFieldValue field : given) {
            String name = Text.requireClean("optionalFields[].name", field.name(), LONGEST_NAME);
            String value = Text.optionalClean("optionalFields[].value", field.value(), LONGEST_VALUE);
            if (value != null) {
                names.add(new SubjectAlternativeName(kindOf(name), value));
            }
        }
        return names;
    }

    private static Kind kindOf(String name) {
        return switch (name) {
            case "dnsName" -> Kind.DNS;
            case "rfc822Name" -> Kind.EMAIL;
            case "userPrincipalName" -> Kind.UPN;
            default ->
                throw new RefusedException(
                        Refusal.INVALID_FIELD,
                        "The optional field '" + name + "' cannot be set here: the subject comes from the CSR.");
        };
    }
}
