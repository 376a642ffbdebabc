package io.privyseal.access;

import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.AddressRange;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.LikePattern;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.configuration.ConfigurationVersion;
import io.privyseal.platform.configuration.Remembered;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class AdministratorRepository implements PanacheRepositoryBase<AdministratorRow, Long>, LoginDirectory {
    private static final String LOGIN_SQL = """
            select a.id, a.customer_id, a.type, a.login, a.forename, a.surname, a.email, a.active_status, a.privileges,
                   a.password_hash, a.certificate_issuer, a.certificate_serial, a.certificate_key,
                   l.everyone, l.masters, l.officers, r.role, r.organization_id
            from customer c
            join administrator a on a.customer_id = c.id
            left join customer_address_list l on l.customer_id = c.id
            left join administrator_role r on r.administrator_id = a.id
            where c.uri = :uri and a.login_key = :login""";

    private final Remembered<Key, Login> remembered;

    AdministratorRepository(ConfigurationVersion version) {
        this.remembered = new Remembered<>(version);
    }

    private record Key(String customerUri, String loginKey) {}

    @Override
    public Optional<Login> find(String customerUri, String login) {
        return remembered.find(new Key(customerUri, login.toLowerCase(Locale.ROOT)), this::load);
    }

    private Optional<Login> load(Key key) {
        Query query = getEntityManager()
                .createNativeQuery(LOGIN_SQL)
                .setParameter("uri", key.customerUri)
                .setParameter("login", key.loginKey);
        List<?> rows = query.getResultList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(login(rows));
    }

    Optional<AdministratorDetails> find(CustomerId customer, AdministratorId id) {
        return find("id = ?1 and customerId = ?2", id.value(), customer.value())
                .firstResultOptional()
                .map(AdministratorRow::toDomain);
    }

    Optional<AdministratorDetails> findByLogin(String customerUri, String login) {
        return find(customerUri, login)
                .flatMap(known -> find(
                        known.administrator().customer(), known.administrator().id()));
    }

    /** The administrators that hold at least one role inside the viewer's reach. */
    Paged<AdministratorSummary> list(Administrator viewer, AdministratorFilter filter, Page page) {
        StringBuilder where = new StringBuilder(" from AdministratorRow a where a.customerId = :customer");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("customer", viewer.customer().value());
        addFilter(filter, where, parameters);
        addReach(viewer, where, parameters);
        TypedQuery<Long> count = getEntityManager().createQuery("select count(a)" + where, Long.class);
        parameters.forEach(count::setParameter);
        long total = count.getSingleResult();
        if (page.size() == 0 || total <= page.position()) {
            return new Paged<>(List.of(), total);
        }
        TypedQuery<AdministratorRow> query = getEntityManager()
                .createQuery("select a" + where + " order by a.id", AdministratorRow.class)
                .setFirstResult(page.position())
                .setMaxResults(page.size());
        parameters.forEach(query::setParameter);
        return new Paged<>(
                query.getResultList().stream().map(AdministratorRow::toSummary).toList(), total);
    }

    AdministratorId insert(
            CustomerId customer,
            NewAdministrator made,
            @Nullable String passwordHash,
            @Nullable EnrolledCertificate certificate,
            @Nullable AdministratorId by,
            Instant now) {
        AdministratorRow row = AdministratorRow.from(customer, made, passwordHash, certificate, by, now);
        try {
            persistAndFlush(row);
        } catch (ConstraintViolationException taken) {
            throw new RefusedException(
                    Refusal.NAME_TAKEN, "An administrator with this login or certificate exists already.", taken);
        }
        return new AdministratorId(row.id);
    }

    boolean replacePassword(CustomerId customer, AdministratorId id, String hash, Instant now) {
        return update(
                        "passwordHash = ?1, passwordChangedAt = ?2, modifiedAt = ?2 where id = ?3 and customerId = ?4",
                        hash,
                        now,
                        id.value(),
                        customer.value())
                == 1;
    }

    boolean replaceCertificate(
            CustomerId customer, AdministratorId id, @Nullable EnrolledCertificate certificate, Instant now) {
        try {
            return getEntityManager()
                            .createQuery("update AdministratorRow set certificateIssuer = :issuer,"
                                    + " certificateSerial = :serial, certificateKey = :key, modifiedAt = :now"
                                    + " where id = :id and customerId = :customer")
                            .setParameter("issuer", certificate == null ? null : certificate.issuer())
                            .setParameter("serial", certificate == null ? null : certificate.serial())
                            .setParameter("key", certificate == null ? null : certificate.key())
                            .setParameter("now", now)
                            .setParameter("id", id.value())
                            .setParameter("customer", customer.value())
                            .executeUpdate()
                    == 1;
        } catch (ConstraintViolationException taken) {
            throw new RefusedException(
                    Refusal.NAME_TAKEN, "This certificate is enrolled for another administrator.", taken);
        }
    }

    private static void addFilter(AdministratorFilter filter, StringBuilder where, Map<String, Object> parameters) {
        if (filter.type() != null) {
            where.append(" and a.type = :type");
            parameters.put("type", filter.type());
        }
        if (filter.login() != null) {
            where.append(" and a.loginKey like :login escape '!'");
            parameters.put("login", LikePattern.containing(filter.login()));
        }
        if (filter.email() != null) {
            where.append(" and a.emailKey like :email escape '!'");
            parameters.put("email", LikePattern.containing(filter.email()));
        }
        if (filter.active() != null) {
            where.append(" and a.activeStatus = :active");
            parameters.put("active", filter.active() ? "ACTIVE" : "SUSPENDED");
        }
        if (filter.organization() != null) {
            where.append(" and exists (select 1 from a.roles o where o.organizationId = :organization)");
            parameters.put("organization", filter.organization().value());
        }
        if (filter.role() != null) {
            where.append(" and exists (select 1 from a.roles r where r.role = :role)");
            parameters.put("role", filter.role());
        }
    }

    private static void addReach(Administrator viewer, StringBuilder where, Map<String, Object> parameters) {
        List<String> reaches = new ArrayList<>();
        for (CertificateKind kind : CertificateKind.values()) {
            if (viewer.scope(kind) instanceof Scope.Organizations(Set<OrganizationId> ids) && !ids.isEmpty()) {
                reaches.add("(v.role in :roles" + kind.name() + " and v.organizationId in :places" + kind.name() + ")");
                parameters.put(
                        "roles" + kind.name(),
                        Arrays.stream(Role.values())
                                .filter(role -> role.kind() == kind)
                                .toList());
                parameters.put(
                        "places" + kind.name(),
                        ids.stream().map(OrganizationId::value).toList());
            }
        }
        if (!viewer.isMaster()) {
            where.append(" and (a.id = :self");
            parameters.put("self", viewer.id().value());
            if (!reaches.isEmpty()) {
                where.append(" or exists (select 1 from a.roles v where ")
                        .append(String.join(" or ", reaches))
                        .append(")");
            }
            where.append(")");
        }
    }

    private static Login login(List<?> rows) {
        Object[] first = (Object[]) rows.getFirst();
        Set<RoleAssignment> roles = new HashSet<>();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            if (columns[16] != null) {
                roles.add(new RoleAssignment(
                        Role.valueOf((String) columns[16]),
                        columns[17] == null ? null : new OrganizationId(number(columns[17]))));
            }
        }
        Administrator administrator = new Administrator(
                new AdministratorId(number(first[0])),
                new CustomerId(number(first[1])),
                AdministratorType.valueOf((String) first[2]),
                (String) first[3],
                (String) first[4],
                (String) first[5],
                (String) first[6],
                first[7].equals("ACTIVE"),
                roles,
                StoredLists.privileges((String) first[8]),
                Map.of());
        EnrolledCertificate certificate = first[10] == null
                ? null
                : new EnrolledCertificate((String) first[10], (String) first[11], (String) first[12]);
        return new Login(administrator, (String) first[9], certificate, addresses(first[13], first[14], first[15]));
    }

    private static AddressLists addresses(
            @Nullable Object everyone, @Nullable Object masters, @Nullable Object officers) {
        if (everyone == null && masters == null && officers == null) {
            return AddressLists.OPEN;
        }
        return new AddressLists(ranges(everyone), ranges(masters), ranges(officers));
    }

    private static List<AddressRange> ranges(@Nullable Object column) {
        return StoredLists.ranges((String) column);
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
