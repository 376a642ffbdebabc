package io.privyseal.platform;

/**
 * The part of a list that a caller asks for.
 *
 * @param position offset of the first entry, from 0
 * @param size number of entries, 0 to {@link #MAXIMUM_SIZE}
 */
public record Page(int position, int size) {
    /** Largest page; also the default, because clients that send no size expect everything up to it. */
    public static final int MAXIMUM_SIZE = 200;

    public static final Page FIRST = new Page(0, MAXIMUM_SIZE);

    public Page {
        if (position < 0) {
            throw new RefusedException(Refusal.INVALID_PAGING, "Value of 'position' must be 0 or more.");
        }
        if (size < 0 || size > MAXIMUM_SIZE) {
            throw new RefusedException(
                    Refusal.INVALID_PAGING, "Value of 'size' must be between 0 and " + MAXIMUM_SIZE + ".");
        }
    }
}
