package io.privyseal.platform.configuration;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Configuration that was read before. It is used again only where the version is still the one under which it was read,
 * so a change counts for everything that begins after it, on every node.
 *
 * @param <K> what names it; must have the customer in it
 * @param <V> immutable
 */
public final class Remembered<K, V> {
    private static final int MOST_ENTRIES = 4096;

    private final ConfigurationVersion version;
    private volatile Entries<K, V> entries = new Entries<>(Long.MIN_VALUE, new ConcurrentHashMap<>());

    public Remembered(ConfigurationVersion version) {
        this.version = version;
    }

    private record Entries<K, V>(long version, ConcurrentHashMap<K, V> values) {}

    /** What is configured, remembered or loaded. What the loader throws is thrown, and not remembered. */
    public V get(K key, Function<K, V> loader) {
        return find(key, one -> Optional.of(loader.apply(one))).orElseThrow();
    }

    /** As {@link #get} for what may be missing, which is not remembered: there is no end to what callers ask for. */
    public Optional<V> find(K key, Function<K, Optional<V>> loader) {
        OptionalLong now = version.read();
        if (now.isEmpty()) {
            return load(key, loader);
        }
        ConcurrentHashMap<K, V> values = at(now.getAsLong()).values();
        @Nullable V known = values.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        // At least as new as the version it is kept under: the version was read first.
        Optional<V> loaded = load(key, loader);
        loaded.filter(_ -> values.size() < MOST_ENTRIES).ifPresent(found -> values.put(key, found));
        return loaded;
    }

    /** In a transaction: without one, Hibernate would show a request what it has read earlier, under the newer version. */
    private Optional<V> load(K key, Function<K, Optional<V>> loader) {
        return version.isInTransaction()
                ? loader.apply(key)
                : QuarkusTransaction.requiringNew().call(() -> loader.apply(key));
    }

    /** Of two transactions that see different versions, the older one remembers for itself alone. */
    private Entries<K, V> at(long now) {
        Entries<K, V> current = entries;
        if (current.version() == now) {
            return current;
        }
        Entries<K, V> fresh = new Entries<>(now, new ConcurrentHashMap<>());
        if (current.version() < now) {
            entries = fresh;
        }
        return fresh;
    }
}
