package io.privyseal.csr;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** RSA moduli that can be factored, or that are no product of two primes at all. */
final class WeakRsaKeys {
    private static final int LARGEST_SMALL_PRIME = 751;
    private static final int LARGEST_ROCA_PRIME = 167;
    private static final int FERMAT_ROUNDS = 100;
    private static final int GENERATOR = 65537;

    /** Odd primes packed into products that fit a long, so that one division of the modulus serves several of them. */
    private static final class Pack {
        private final BigInteger product;
        private final int[] primes;

        Pack(BigInteger product, List<Integer> primes) {
            this.product = product;
            this.primes = primes.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private static final List<Pack> PACKS = packs();
    private static final BitSet[] ROCA_RESIDUES = rocaResidues();
    private static final BitSet SQUARES_MODULO_256 = squares(256);
    private static final int[] SIEVE = {9, 5, 7, 11, 13, 17, 19};
    private static final BigInteger SIEVE_PRODUCT =
            BigInteger.valueOf(Arrays.stream(SIEVE).reduce(1, (a, b) -> a * b));
    private static final BitSet[] SIEVE_SQUARES =
            Arrays.stream(SIEVE).mapToObj(WeakRsaKeys::squares).toArray(BitSet[]::new);

    private WeakRsaKeys() {}

    /** The weakness of an odd modulus, in words that follow "The key", if one is found. */
    static Optional<String> findWeakness(BigInteger modulus) {
        boolean roca = true;
        for (Pack pack : PACKS) {
            long rest = modulus.mod(pack.product).longValue();
            for (int prime : pack.primes) {
                int residue = (int) (rest % prime);
                // CA/B BR §6.1.6: no factor smaller than 752.
                if (residue == 0) {
                    return Optional.of("has a modulus with a small factor");
                }
                roca &= prime > LARGEST_ROCA_PRIME || ROCA_RESIDUES[prime].get(residue);
            }
        }
        if (roca) {
            return Optional.of("was made by a generator with the ROCA flaw (CVE-2017-15361)");
        }
        if (hasClosePrimes(modulus)) {
            return Optional.of("has a modulus whose primes are too close to each other");
        }
        if (isProbablyPrimePower(modulus)) {
            return Optional.of("has a modulus that is a prime or a power of one");
        }
        return Optional.empty();
    }

    /** Fermat's factorization, as CA/B BR §6.1.1.3 asks: n = a² - b² for an a just above the root of n. */
    private static boolean hasClosePrimes(BigInteger modulus) {
        BigInteger a = modulus.sqrt();
        if (a.multiply(a).compareTo(modulus) < 0) {
            a = a.add(BigInteger.ONE);
        }
        BigInteger square = a.multiply(a).subtract(modulus);
        for (int round = 0; round < FERMAT_ROUNDS; round++) {
            if (isSquare(square)) {
                return true;
            }
            square = square.add(a.shiftLeft(1)).add(BigInteger.ONE);
            a = a.add(BigInteger.ONE);
        }
        return false;
    }

    /** Residues rule out all but one number in hundreds before a root is taken. */
    private static boolean isSquare(BigInteger number) {
        if (!SQUARES_MODULO_256.get((int) (number.longValue() & 0xff))) {
            return false;
        }
        int rest = number.mod(SIEVE_PRODUCT).intValue();
        for (int i = 0; i < SIEVE.length; i++) {
            if (!SIEVE_SQUARES[i].get(rest % SIEVE[i])) {
                return false;
            }
        }
        BigInteger root = number.sqrt();
        return root.multiply(root).equals(number);
    }

    /**
     * For n = p^k, Fermat's little theorem makes b^n - b divisible by p; the greatest common divisor with n shows it. For a
     * product of two primes it shows nothing, but for the rarest luck (SP 800-89 §5.3.3).
     */
    private static boolean isProbablyPrimePower(BigInteger modulus) {
        BigInteger difference =
                BigInteger.TWO.modPow(modulus, modulus).subtract(BigInteger.TWO).mod(modulus);
        return !difference.gcd(modulus).equals(BigInteger.ONE);
    }

    private static List<Pack> packs() {
        List<Pack> packs = new ArrayList<>();
        List<Integer> primes = new ArrayList<>();
        BigInteger product = BigInteger.ONE;
        for (int candidate = 3; candidate <= LARGEST_SMALL_PRIME; candidate += 2) {
            if (!isPrime(candidate)) {
                continue;
            }
            BigInteger next = product.multiply(BigInteger.valueOf(candidate));
            if (next.bitLength() >= Long.SIZE) {
                packs.add(new Pack(product, primes));
                primes.clear();
                next = BigInteger.valueOf(candidate);
            }
            product = next;
            primes.add(candidate);
        }
        packs.add(new Pack(product, primes));
        return List.copyOf(packs);
    }

    private static boolean isPrime(int odd) {
        for (int divisor = 3; divisor * divisor <= odd; divisor += 2) {
            if (odd % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    /** Primes of the flawed generator are k·M + 65537^a mod M, so their product is a power of 65537 modulo each small prime. */
    private static BitSet[] rocaResidues() {
        BitSet[] residues = new BitSet[LARGEST_ROCA_PRIME + 1];
        for (int prime = 3; prime <= LARGEST_ROCA_PRIME; prime += 2) {
            residues[prime] = new BitSet();
            int power = 1;
            do {
                residues[prime].set(power);
                power = (int) ((long) power * GENERATOR % prime);
            } while (power != 1);
        }
        return residues;
    }

    private static BitSet squares(int modulus) {
        BitSet squares = new BitSet(modulus);
        for (int i = 0; i < modulus; i++) {
            squares.set(i * i % modulus);
        }
        return squares;
    }
}
