package io.privyseal.csr;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The primes and moduli that the administrator lists in a file, because devices with bad randomness share them. Made at
 * start-up, so that a bad file stops it. A check costs a division by the modulus per listed number's length.
 */
@Startup
@Singleton
final class SharedFactors {
    // Products of this size keep the divisions linear in the file's length.
    private static final int PRODUCT_BITS = 1 << 16;

    private final Optional<WatchedFile<List<BigInteger>>> file;

    @Inject
    SharedFactors(KeyFilesConfig config) {
        this(config.sharedFactors());
    }

    SharedFactors(Optional<Path> path) {
        this.file = WatchedFile.open(path, SharedFactors::products);
    }

    /** Whether the modulus has a factor in common with a listed number. */
    boolean divides(BigInteger modulus) {
        if (file.isEmpty()) {
            return false;
        }
        BigInteger rest = BigInteger.ONE;
        for (BigInteger product : file.get().contents()) {
            rest = rest.multiply(product.mod(modulus)).mod(modulus);
        }
        return !rest.gcd(modulus).equals(BigInteger.ONE);
    }

    private static List<BigInteger> products(List<String> lines) {
        List<BigInteger> products = new ArrayList<>();
        BigInteger product = BigInteger.ONE;
        for (String line : lines) {
            BigInteger number = new BigInteger(line, 16);
            if (number.compareTo(BigInteger.ONE) <= 0) {
                throw new IllegalArgumentException("neither a prime nor a modulus: " + line);
            }
            product = product.multiply(number);
            if (product.bitLength() > PRODUCT_BITS) {
                products.add(product);
                product = BigInteger.ONE;
            }
        }
        if (!product.equals(BigInteger.ONE)) {
            products.add(product);
        }
        return List.copyOf(products);
    }
}
