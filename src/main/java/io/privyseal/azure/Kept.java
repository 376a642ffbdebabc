package io.privyseal.azure;

import io.privyseal.azure.AzureFault.Kind;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is costly to get. Of many callers that need the same, the first gets it and the others wait for it. */
final class Kept<K, V> {
    /** One place for one value. */
    private static final class Slot<V> {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable V value;
    }

    private final ConcurrentHashMap<K, Slot<V>> slots = new ConcurrentHashMap<>();

    /**
     * The value, from the source if there is none or it is not good any more.
     *
     * @throws AzureFault of the source, or {@link Kind#UNREACHABLE} when others wait for it too long
     */
    V get(K key, Predicate<V> isGood, Supplier<V> source, Budget budget) {
        Slot<V> slot = slots.computeIfAbsent(key, _ -> new Slot<>());
        V known = slot.value;
        if (known != null && isGood.test(known)) {
            return known;
        }
        lock(slot, budget);
        try {
            V meanwhile = slot.value;
            if (meanwhile != null && isGood.test(meanwhile)) {
                return meanwhile;
            }
            V fresh = source.get();
            slot.value = fresh;
            return fresh;
        } finally {
            slot.lock.unlock();
        }
    }

    private static void lock(Slot<?> slot, Budget budget) {
        try {
            if (!slot.lock.tryLock(budget.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AzureFault(Kind.UNREACHABLE, "Microsoft does not answer others in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AzureFault(Kind.UNREACHABLE, "interrupted while others ask Microsoft", null, e);
        }
    }

    void forget(K key) {
        forget(key, _ -> true);
    }

    /** Forgets this one value; a newer one stays. */
    void forget(K key, Predicate<V> which) {
        Slot<V> slot = slots.get(key);
        V known = slot == null ? null : slot.value;
        if (slot != null && known != null && which.test(known)) {
            slot.value = null;
        }
    }
}
