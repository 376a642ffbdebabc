package io.privyseal.validation;

/**
 * Whose proof it is, in a form that only the owner's package understands.
 *
 * @param value such as {@code acme-account:123} or {@code domain:5}
 */
public record ProofOwner(String value) {
    private static final int LONGEST = 128;

    /** @throws IllegalArgumentException when empty, too long or not printable ASCII */
    public ProofOwner {
        if (value.isEmpty() || value.length() > LONGEST || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("not an owner of proofs");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
