package io.privyseal.acme;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** One transaction for all that a request only reads: one state of the database, and one commit. */
@Singleton
class RequestTransaction {
    @Transactional
    <T> T read(Supplier<T> work) {
        return work.get();
    }
}
