package io.privyseal.audit;

/**
 * The last entry of a lane.
 *
 * @param sequence 0 for a lane without entries
 */
record LaneHead(long lane, long sequence, ChainHash hash) {
    /** One line of a checkpoint. */
    String line() {
        return lane + ":" + sequence + ":" + hash.hex();
    }
}
