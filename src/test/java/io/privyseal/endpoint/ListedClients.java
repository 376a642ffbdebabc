package io.privyseal.endpoint;

import io.privyseal.audit.Actor;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The clients that a test says there are, and what was asked of them. */
@Alternative
@ApplicationScoped
public class ListedClients implements AcmeClients {
    private final Map<ExternalAccountId, List<AcmeClient>> clients = new ConcurrentHashMap<>();
    private final List<ExternalAccountId> ended = new CopyOnWriteArrayList<>();
    private volatile @Nullable AcmeClientFilter filter;

    public void put(ExternalAccountId account, AcmeClient... some) {
        clients.put(account, List.of(some));
    }

    public @Nullable AcmeClientFilter lastFilter() {
        return filter;
    }

    public List<ExternalAccountId> ended() {
        return ended;
    }

    @Override
    public Paged<AcmeClient> list(CustomerId customer, ExternalAccountId account, AcmeClientFilter wanted, Page page) {
        filter = wanted;
        List<AcmeClient> all = clients.getOrDefault(account, List.of());
        return new Paged<>(all.stream().skip(page.position()).limit(page.size()).toList(), all.size());
    }

    @Override
    public boolean deactivate(CustomerId customer, ExternalAccountId account, String accountId, Actor actor) {
        return clients.getOrDefault(account, List.of()).stream()
                .anyMatch(client -> client.accountId().equals(accountId));
    }

    @Override
    public void deactivateAll(CustomerId customer, ExternalAccountId account, Actor actor) {
        ended.add(account);
    }
}
