package io.privyseal.access;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The short transactions behind {@link Administrators}: hashing a password is done before one begins. */
@ApplicationScoped
@Transactional
class AdministratorChanges {
    private final AdministratorRepository repository;
    private final AuditTrail audit;
    private final Event<PasswordChanged> passwordChanged;
    private final Clock clock;

    AdministratorChanges(
            AdministratorRepository repository, AuditTrail audit, Event<PasswordChanged> passwordChanged, Clock clock) {
        this.repository = repository;
        this.audit = audit;
        this.passwordChanged = passwordChanged;
        this.clock = clock;
    }

    AdministratorId insert(
            CustomerId customer,
            NewAdministrator made,
            @Nullable String passwordHash,
            @Nullable EnrolledCertificate certificate,
            Actor actor) {
        Long creator = actor.administratorId();
        AdministratorId by = creator == null ? null : new AdministratorId(creator);
        AdministratorId id = repository.insert(customer, made, passwordHash, certificate, by, clock.instant());
        record(customer, actor, "administrator.create", id, Map.of(), facts(made, certificate));
        return id;
    }

    void replacePassword(CustomerId customer, AdministratorId id, String hash, Actor actor) {
        Instant now = clock.instant();
        AdministratorDetails before = repository.find(customer, id).orElseThrow(AdministratorChanges::unknown);
        if (!repository.replacePassword(customer, id, hash, now)) {
            throw unknown();
        }
        String login = String.valueOf(before.administrator().login());
        record(
                customer,
                actor,
                "administrator.password",
                id,
                before.passwordChangedAt() == null
                        ? Map.of()
                        : Map.of("passwordChanged", before.passwordChangedAt().toString()),
                Map.of("login", login, "passwordChanged", now.toString()));
        passwordChanged.fire(new PasswordChanged(customer, id, login));
    }

    void replaceCertificate(
            CustomerId customer, AdministratorId id, @Nullable EnrolledCertificate certificate, Actor actor) {
        AdministratorDetails before = repository.find(customer, id).orElseThrow(AdministratorChanges::unknown);
        if (!repository.replaceCertificate(customer, id, certificate, clock.instant())) {
            throw unknown();
        }
        String serial = before.certificateSerial();
        record(
                customer,
                actor,
                "administrator.certificate",
                id,
                serial == null ? Map.of() : Map.of("certificateSerial", serial),
                certificate == null
                        ? Map.of()
                        : Map.of("certificateSerial", certificate.serial(), "certificateKey", certificate.key()));
    }

    private void record(
            CustomerId customer,
            Actor actor,
            String action,
            AdministratorId id,
            Map<String, String> before,
            Map<String, String> after) {
        audit.record(
                new AuditEvent(customer, actor, action, "administrator", String.valueOf(id.value()), before, after));
    }

    private static Map<String, String> facts(NewAdministrator made, @Nullable EnrolledCertificate certificate) {
        Map<String, String> facts = new HashMap<>();
        facts.put("type", made.type().name());
        if (made.login() != null) {
            facts.put("login", made.login());
        }
        facts.put("email", made.email());
        facts.put("active", String.valueOf(made.active()));
        facts.put(
                "roles",
                made.roles().stream().map(RoleAssignment::toString).sorted().collect(Collectors.joining(" ")));
        facts.put(
                "privileges",
                made.privileges().stream().map(Privilege::wireName).sorted().collect(Collectors.joining(" ")));
        if (certificate != null) {
            facts.put("certificateSerial", certificate.serial());
        }
        return facts;
    }

    static RefusedException unknown() {
        return new RefusedException(Refusal.UNKNOWN_ADMINISTRATOR, "Administrator not found.");
    }
}
