package io.privyseal.acme;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** One transaction for all of a request that needs no more: one state of the database, and one commit. */
@Singleton
class RequestTransaction {
    @Transactional
    <T> T together(Supplier<T> work) {
        return work.get();
    }
}
