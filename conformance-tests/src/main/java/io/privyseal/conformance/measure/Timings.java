package io.privyseal.conformance.measure;

/**
 * How long each of a number of things took.
 *
 * @param nanos ascending
 * @param seconds how long all took together
 */
record Timings(long[] nanos, double seconds) {
    int count() {
        return nanos.length;
    }

    double perSecond() {
        return nanos.length / seconds;
    }

    double millisAt(double quantile) {
        return nanos.length == 0 ? 0 : nanos[(int) Math.min(nanos.length - 1L, (long) (nanos.length * quantile))] / 1e6;
    }
}
