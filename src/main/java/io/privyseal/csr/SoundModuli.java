package io.privyseal.csr;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The moduli that were lately found without weakness. That is a fact of arithmetic, so it never lapses; remembering it spares
 * milliseconds when a request comes back after its approval, or a key at its renewal.
 */
final class SoundModuli {
    private static final int MOST = 4096;

    private final Map<BigInteger, Boolean> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BigInteger, Boolean> eldest) {
            return size() > MOST;
        }
    };

    synchronized boolean contains(BigInteger modulus) {
        return recent.get(modulus) != null;
    }

    synchronized void add(BigInteger modulus) {
        recent.put(modulus, Boolean.TRUE);
    }
}
