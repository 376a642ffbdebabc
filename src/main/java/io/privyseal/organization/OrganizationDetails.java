package io.privyseal.organization;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed about an organization or department.
 *
 * @param name its legal name; unique among its siblings, whatever the case
 * @param alternativeName an assumed name, usable in certificates where a profile says so
 * @param alias a code that other systems know it by, such as its SCHAC home organization
 * @param sslCertsApiEnabled whether SSL certificates may be enrolled for it by REST
 * @param clientCertsApiEnabled whether client certificates may be enrolled for it by REST
 */
public record OrganizationDetails(
        String name,
        @Nullable String alternativeName,
        @Nullable String alias,
        Contacts contacts,
        Address address,
        boolean sslCertsApiEnabled,
        boolean clientCertsApiEnabled) {
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_ALTERNATIVE = 1024;

    /** Throws a refusal that names the field at fault. */
    public OrganizationDetails {
        name = Text.requireClean("name", name, LONGEST_NAME);
        alternativeName = Text.optionalClean("alternativeName", alternativeName, LONGEST_ALTERNATIVE);
        alias = Text.optionalClean("alias", alias, LONGEST_ALTERNATIVE);
    }

    /** Whether certificates of this kind may be enrolled by REST; there is no switch for code signing and devices. */
    public boolean allowsRest(CertificateKind kind) {
        return switch (kind) {
            case SSL -> sslCertsApiEnabled;
            case CLIENT -> clientCertsApiEnabled;
            case CODE_SIGNING, DEVICE -> true;
        };
    }

    /** The fields that have a value, for the audit trail. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", name);
        put(fields, "alternativeName", alternativeName);
        put(fields, "alias", alias);
        put(fields, "contactEmails", contacts.emails());
        put(fields, "contactWebhook", contacts.webhook());
        put(fields, "contactSlack", contacts.slack());
        put(fields, "contactTeams", contacts.teams());
        fields.put("address1", address.address1());
        put(fields, "address2", address.address2());
        put(fields, "address3", address.address3());
        put(fields, "city", address.city());
        put(fields, "stateOrProvince", address.stateOrProvince());
        put(fields, "postalCode", address.postalCode());
        fields.put("country", address.country());
        fields.put("sslCertsApiEnabled", Boolean.toString(sslCertsApiEnabled));
        fields.put("clientCertsApiEnabled", Boolean.toString(clientCertsApiEnabled));
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /**
     * Where an organization is told of things.
     *
     * @param emails addresses, separated by commas
     */
    public record Contacts(
            @Nullable String emails,
            @Nullable String webhook,
            @Nullable String slack,
            @Nullable String teams) {
        private static final int LONGEST_EMAILS = 512;
        private static final int LONGEST_URL = 2048;

        public static final Contacts NONE = new Contacts(null, null, null, null);

        /** Throws a refusal that names the field at fault. */
        public Contacts {
            emails = Text.optionalClean("contactEmails", emails, LONGEST_EMAILS);
            webhook = Text.optionalClean("contactWebhook", webhook, LONGEST_URL);
            slack = Text.optionalClean("contactSlack", slack, LONGEST_URL);
            teams = Text.optionalClean("contactTeams", teams, LONGEST_URL);
            if (emails != null && !Arrays.stream(emails.split(",", -1)).allMatch(Contacts::looksLikeMail)) {
                throw new RefusedException(
                        Refusal.INVALID_FIELD, "Value of 'contactEmails' must be a comma-separated list of e-mails.");
            }
        }

        private static boolean looksLikeMail(String text) {
            String mail = text.strip();
            int at = mail.indexOf('@');
            return at > 0 && at == mail.lastIndexOf('@') && at < mail.length() - 1 && mail.indexOf(' ') < 0;
        }
    }
}
