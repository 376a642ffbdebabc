package io.privyseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.privyseal.platform.CustomerId;
import io.privyseal.platform.SetupLock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The audit key where two nodes have their first start on one database, with keys that are in memory only. */
@QuarkusTest
class CheckpointSignerTest {
    @Inject
    SetupLock lock;

    @Test
    void isTheSameForTwoNodesThatNeedItAtOnce() throws Exception {
        String database = ConfigProvider.getConfig().getValue("quarkus.datasource.db-kind", String.class);
        assumeTrue(database.equals("postgresql"), "nodes share PostgreSQL only");
        Keys keys = new Keys();
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch otherHasOne = new CountDownLatch(1);
        // Sequences hand out blocks of numbers: the lower one may be committed last.
        CheckpointSigner slow = signer(keys, 1, () -> {
            making.countDown();
            await(otherHasOne);
        });
        CheckpointSigner quick = signer(keys, 51, () -> {});
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PublicKey> first = threads.submit(slow::publicKey);
            making.await();
            PublicKey second = quick.publicKey();
            otherHasOne.countDown();

            assertThat(first.get()).isEqualTo(second);
            assertThat(quick.publicKey()).isEqualTo(second);
        }
    }

    /** Half a second is enough for a node that does not wait. */
    private static void await(CountDownLatch latch) {
        try {
            latch.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private CheckpointSigner signer(Keys keys, long number, Runnable beforeCommit) {
        return new CheckpointSigner(new Node(keys, number, beforeCommit), keys, lock);
    }

    /** The committed keys. */
    private static final class Keys extends SigningKeyRepository {
        private final ConcurrentSkipListMap<Long, HeldKey> committed = new ConcurrentSkipListMap<>();

        @Override
        Optional<KeyId> findFirst(KeyPurpose purpose) {
            return Optional.ofNullable(committed.firstEntry())
                    .map(entry -> entry.getValue().id());
        }
    }

    /** One node's view of them; the number is the next of its block. */
    private record Node(Keys keys, long number, Runnable beforeCommit) implements KeyStore {
        @Override
        public FreshKey make(KeyTemplate template) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                return new FreshKey(template, generator.generateKeyPair());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public HeldKey keep(@Nullable CustomerId customer, KeyPurpose purpose, FreshKey key) {
            HeldKey held = new HeldKey(new KeyId(number), purpose, key.template(), key.publicKey());
            beforeCommit.run();
            keys.committed.put(number, held);
            return held;
        }

        @Override
        public HeldKey require(KeyId id) {
            return Optional.ofNullable(keys.committed.get(id.value())).orElseThrow();
        }

        @Override
        public byte[] sign(KeyId id, SignatureAlgorithm algorithm, byte[] message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] sign(KeyId id, CmsDigest digest, byte[] message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] decrypt(KeyId id, byte[] ciphertext) {
            throw new UnsupportedOperationException();
        }
    }
}
