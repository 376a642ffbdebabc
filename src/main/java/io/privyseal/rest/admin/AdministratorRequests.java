package io.privyseal.rest.admin;

import io.privyseal.access.AdministratorFilter;
import io.privyseal.access.AdministratorType;
import io.privyseal.access.Contact;
import io.privyseal.access.NewAdministrator;
import io.privyseal.access.Privilege;
import io.privyseal.access.Role;
import io.privyseal.access.RoleAssignment;
import io.privyseal.access.Tier;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what callers send into domain types, field by field, with the contract's limits. */
final class AdministratorRequests {
    private static final int LONGEST_PEM = 65_536;
    private static final String FORBIDDEN_IN_NAMES = "><!@#$%^*()~?/\\&_+=\":;,{}[]|`";
    private static final String ALLOWED_IN_LOGINS = "!@_.-+'";

    private AdministratorRequests() {}

    static NewAdministrator newAdministrator(AdministratorMessages.@Nullable Creation body) {
        if (body == null) {
            throw new RefusedException(Refusal.MALFORMED_BODY, "A JSON object is required.");
        }
        return new NewAdministrator(
                type(body.type()).orElse(AdministratorType.STANDARD),
                login(body.login()),
                text("password", body.password(), 64),
                text("certificateSerialNumber", body.certificateSerialNumber(), 100),
                name("forename", body.forename()),
                name("surname", body.surname()),
                email(body.email()),
                new Contact(
                        text("title", body.title(), 64),
                        text("telephone", body.telephone(), 32),
                        text("street", body.street(), 128),
                        text("locality", body.locality(), 128),
                        text("state", body.state(), 128),
                        text("postalCode", body.postalCode(), 40),
                        text("country", body.country(), 2),
                        text("relationship", body.relationship(), 256)),
                active(body.activeStatus()).orElse(true),
                roles(body.credentials()),
                privileges(body.privileges()));
    }

    static AdministratorFilter filter(
            @Nullable String type,
            @Nullable String login,
            @Nullable String email,
            @Nullable String activeState,
            @Nullable String orgId,
            @Nullable String role) {
        return new AdministratorFilter(
                type(type).orElse(null),
                text("login", login, 128),
                text("email", email, 128),
                active(activeState).orElse(null),
                orgId == null || orgId.isEmpty() ? null : new OrganizationId(number("orgId", orgId)),
                role == null || role.isEmpty() ? null : role(role));
    }

    static Page page(@Nullable String position, @Nullable String size) {
        return new Page(paging("position", position, 0), paging("size", size, Page.MAXIMUM_SIZE));
    }

    static Role role(String text) {
        return Role.named(text).orElseThrow(() -> invalid("role"));
    }

    /** The certificates of a PEM text, the leaf first. */
    static List<X509Certificate> certificates(AdministratorMessages.@Nullable CertificateEnrollment body) {
        String pem = body == null ? null : body.certificate();
        if (pem == null || pem.isBlank()) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'certificate' must not be null.");
        }
        if (pem.length() > LONGEST_PEM) {
            throw invalid("certificate");
        }
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
                chain.add((X509Certificate) certificate);
            }
            if (chain.isEmpty()) {
                throw invalid("certificate");
            }
            return chain;
        } catch (CertificateException e) {
            throw new RefusedException(Refusal.INVALID_FIELD, "Value of 'certificate' is no PEM certificate.", e);
        }
    }

    private static Optional<AdministratorType> type(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(AdministratorType.values())
                .filter(type -> type.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> invalid("type")));
    }

    private static Optional<Boolean> active(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "ACTIVE" -> Optional.of(true);
            case "SUSPENDED" -> Optional.of(false);
            default -> throw invalid("activeStatus");
        };
    }

    private static @Nullable String login(@Nullable String login) {
        String text = text("login", login, 128);
        if (text == null) {
            return null;
        }
        boolean clean = text.chars()
                .allMatch(c -> (c < 0x80 && Character.isLetterOrDigit(c)) || ALLOWED_IN_LOGINS.indexOf(c) >= 0);
        if (text.length() < 3 || !clean) {
            throw invalid("login");
        }
        return text;
    }

    private static @Nullable String name(String field, @Nullable String name) {
        String text = text(field, name, 64);
        if (text != null && text.chars().anyMatch(c -> FORBIDDEN_IN_NAMES.indexOf(c) >= 0)) {
            throw invalid(field);
        }
        return text;
    }

    private static String email(@Nullable String email) {
        String text = text("email", email, 128);
        if (text == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'email' must not be null.");
        }
        int at = text.indexOf('@');
        if (at < 1 || at != text.lastIndexOf('@') || at == text.length() - 1 || text.indexOf(' ') >= 0) {
            throw invalid("email");
        }
        return text;
    }

    /** Empty counts as missing; control characters count as an attack. */
    private static @Nullable String text(String field, @Nullable String value, int longest) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.length() > longest || value.chars().anyMatch(Character::isISOControl)) {
            throw invalid(field);
        }
        return value;
    }

    private static Set<RoleAssignment> roles(@Nullable List<AdministratorMessages.@Nullable Credential> credentials) {
        Set<RoleAssignment> roles = new HashSet<>();
        for (AdministratorMessages.Credential credential :
                credentials == null ? List.<AdministratorMessages.@Nullable Credential>of() : credentials) {
            if (credential == null || credential.role() == null) {
                throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'credentials.role' must not be null.");
            }
            Role role = role(credential.role());
            Long orgId = credential.orgId();
            if (role.tier() == Tier.MASTER) {
                roles.add(RoleAssignment.master());
                continue;
            }
            if (orgId == null) {
                throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'credentials.orgId' must not be null.");
            }
            roles.add(new RoleAssignment(role, new OrganizationId(orgId)));
        }
        return roles;
    }

    private static Set<Privilege> privileges(@Nullable List<@Nullable String> names) {
        Set<Privilege> privileges = EnumSet.noneOf(Privilege.class);
        for (String name : names == null ? List.<@Nullable String>of() : names) {
            privileges.add(Privilege.named(String.valueOf(name)).orElseThrow(() -> invalid("privileges")));
        }
        return privileges;
    }

    private static int paging(String field, @Nullable String text, int otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new RefusedException(Refusal.INVALID_PAGING, "Value of '" + field + "' must be a number.");
        }
    }

    private static long number(String field, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw invalid(field);
        }
    }

    private static RefusedException invalid(String field) {
        return new RefusedException(Refusal.INVALID_FIELD, "Value of '" + field + "' is invalid.");
    }
}
