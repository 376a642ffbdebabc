package io.privyseal.authority.lint;

/**
 * A broken rule.
 *
 * @param lint the rule's name
 * @param source the clause that makes it
 * @param fault what is wrong, in a sentence
 */
public record Finding(String lint, String source, String fault) {
    @Override
    public String toString() {
        return fault + " (" + lint + ", " + source + ")";
    }
}
