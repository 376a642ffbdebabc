package io.privyseal.rest.acme;

import io.privyseal.endpoint.EndpointDoor;
import io.privyseal.endpoint.EndpointId;
import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ExternalAccount;
import io.privyseal.endpoint.ExternalAccountFilter;
import io.privyseal.endpoint.ExternalAccountId;
import io.privyseal.endpoint.ExternalAccounts;
import io.privyseal.endpoint.NewExternalAccount;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Organizations;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.rest.Bodies;
import io.privyseal.rest.Caller;
import io.privyseal.rest.Counted;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.acme.AcmeMessages.Client;
import io.privyseal.rest.acme.AcmeMessages.CreateRequest;
import io.privyseal.rest.acme.AcmeMessages.DomainEntry;
import io.privyseal.rest.acme.AcmeMessages.DomainsRequest;
import io.privyseal.rest.acme.AcmeMessages.NotAdded;
import io.privyseal.rest.acme.AcmeMessages.NotRemoved;
import io.privyseal.rest.acme.AcmeMessages.UpdateRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What the groups of accounts have in common: both are the external accounts of this server's ACME endpoints. */
@Singleton
class AcmeAccounts {
    /** Who has a key can have certificates: it takes the privilege to request them to make one, or to see it. */
    private static final String REQUEST = "sslRequest";

    private static final int LONGEST_FILTER = 1_024;
    private static final String WITHOUT_DEPARTMENTS = "-2";

    private final ExternalAccounts accounts;
    private final Endpoints endpoints;
    private final Organizations organizations;
    private final AcmeServers servers;
    private final Caller caller;
    private final Clock clock;

    AcmeAccounts(
            ExternalAccounts accounts,
            Endpoints endpoints,
            Organizations organizations,
            AcmeServers servers,
            Caller caller,
            Clock clock) {
        this.accounts = accounts;
        this.endpoints = endpoints;
        this.organizations = organizations;
        this.servers = servers;
        this.caller = caller;
        this.clock = clock;
    }

    /** How a group shows an account. */
    interface Form<T> {
        T of(ExternalAccount account, String acmeServer, boolean showKey);
    }

    <T> RestResponse<List<T>> list(
            Form<T> form,
            PagingParameters paging,
            AccountFilterParameters common,
            @Nullable String certValidationType,
            @Nullable String status) {
        Page page = paging.page();
        String server = Text.optionalClean("acmeServer", common.acmeServer(), LONGEST_FILTER);
        ExternalAccountFilter filter = new ExternalAccountFilter(
                readOrganizations(common.organizationId()),
                Text.optionalClean("name", common.name(), LONGEST_FILTER),
                server == null ? null : AcmeServers.extensionIn(server).orElse(""),
                AcmeMessages.readLevel(certValidationType),
                AcmeMessages.readUsed(status));
        Paged<ExternalAccount> found = accounts.list(caller.customer(), caller.reach(), filter, page);
        Map<EndpointId, String> urls = new HashMap<>();
        boolean showKey = mayRequest();
        return Counted.page(
                found.items().stream()
                        .map(account ->
                                form.of(account, urls.computeIfAbsent(account.endpoint(), this::urlOf), showKey))
                        .toList(),
                found.total());
    }

    <T> T details(Form<T> form, long id) {
        ExternalAccount account = require(id);
        return form.of(account, urlOf(account.endpoint()), mayRequest());
    }

    ExternalAccount require(long id) {
        return accounts.require(caller.customer(), caller.reach(), new ExternalAccountId(id));
    }

    /** The new number. */
    long create(@Nullable CreateRequest body) {
        caller.requirePrivilegeUnlessMrao(REQUEST);
        CreateRequest request = Bodies.require(body);
        OrganizationId organization = new OrganizationId(request.requireOrganization());
        NewExternalAccount wanted = new NewExternalAccount(
                requireServer(request.requireServer()).id(),
                organization,
                Text.requireClean("name", request.name(), LONGEST_FILTER),
                request.profile(),
                request.validationLevel(),
                request.isSingleUse());
        return accounts.create(caller.customer(), caller.reach(), wanted, caller.actor())
                .id()
                .value();
    }

    void update(long id, @Nullable UpdateRequest body) {
        String name = Bodies.require(body).name();
        if (name == null) {
            require(id);
            return;
        }
        accounts.rename(caller.customer(), caller.reach(), new ExternalAccountId(id), name, caller.actor());
    }

    void delete(long id) {
        accounts.delete(caller.customer(), caller.reach(), new ExternalAccountId(id), caller.actor());
    }

    RestResponse<List<DomainEntry>> domains(
            long id,
            PagingParameters paging,
            @Nullable String name,
            @Nullable String expiresWithinNextDays,
            @Nullable String stickyExpiresWithinNextDays) {
        Page page = paging.page();
        String part = Text.optionalClean("name", name, LONGEST_FILTER);
        Integer expiry = days("expiresWithinNextDays", expiresWithinNextDays);
        Integer stickyExpiry = days("stickyExpiresWithinNextDays", stickyExpiresWithinNextDays);
        List<DomainEntry> found = require(id).domains().stream()
                .filter(domain -> part == null || domain.contains(part.toLowerCase(Locale.ROOT)))
                .filter(_ -> expiry == null && stickyExpiry == null)
                .map(DomainEntry::new)
                .toList();
        return Counted.page(
                found.stream().skip(page.position()).limit(page.size()).toList(), found.size());
    }

    private static @Nullable Integer days(String parameter, @Nullable String text) {
        return Numbers.optional(parameter, text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    NotAdded addDomains(long id, @Nullable DomainsRequest body) {
        caller.requirePrivilegeUnlessMrao(REQUEST);
        return new NotAdded(accounts.addDomains(
                caller.customer(),
                caller.reach(),
                new ExternalAccountId(id),
                Bodies.require(body).names(),
                caller.actor()));
    }

    NotRemoved removeDomains(long id, @Nullable DomainsRequest body) {
        return new NotRemoved(accounts.removeDomains(
                caller.customer(),
                caller.reach(),
                new ExternalAccountId(id),
                Bodies.require(body).names(),
                caller.actor()));
    }

    RestResponse<List<Client>> clients(long id, PagingParameters paging, ClientFilterParameters filter) {
        var found = accounts.listClients(
                caller.customer(), caller.reach(), new ExternalAccountId(id), filter.toFilter(clock), paging.page());
        return Counted.page(found.items().stream().map(Client::from).toList(), found.total());
    }

    void deactivateClient(long id, String clientId) {
        accounts.deactivateClient(
                caller.customer(), caller.reach(), new ExternalAccountId(id), clientId, caller.actor());
    }

    private EnrollmentEndpoint requireServer(String url) {
        return AcmeServers.extensionIn(url)
                .flatMap(extension -> endpoints.findByUriExtension(EndpointDoor.ACME, extension))
                .filter(found -> found.customer().equals(caller.customer()))
                .orElseThrow(() -> new RefusedException(
                        Refusal.INVALID_FIELD, "Value of 'acmeServer' is the address of no ACME server."));
    }

    private String urlOf(EndpointId id) {
        return servers.urlOf(endpoints.require(caller.customer(), id));
    }

    private boolean mayRequest() {
        return caller.isMrao() || caller.hasPrivilege(REQUEST);
    }

    private @Nullable Set<OrganizationId> readOrganizations(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String[] parts = text.strip().split(",", -1);
        boolean alone = parts.length == 2 && parts[1].strip().equals(WITHOUT_DEPARTMENTS);
        if (parts.length > 1 && !alone) {
            throw new RefusedException(Refusal.INVALID_FIELD, "Value of 'organizationId' is invalid.");
        }
        Integer number = Numbers.optional("organizationId", parts[0], 1, Integer.MAX_VALUE);
        if (number == null) {
            throw new RefusedException(Refusal.INVALID_FIELD, "Value of 'organizationId' is invalid.");
        }
        OrganizationId organization = new OrganizationId(number);
        Set<OrganizationId> wanted = new HashSet<>(Set.of(organization));
        if (!alone) {
            wanted.addAll(organizations.departmentsOf(caller.customer(), organization));
        }
        return wanted;
    }
}
