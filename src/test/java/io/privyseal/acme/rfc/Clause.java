package io.privyseal.acme.rfc;

/**
 * One normative sentence, and what shows that the server keeps it.
 *
 * @param section such as {@code 8555 §6.2}
 * @param words the sentence in our own words
 */
record Clause(String section, String words, Check check) {
    /** Fails when the server does otherwise. */
    @FunctionalInterface
    interface Check {
        void against(Scene scene) throws Exception;
    }

    /** Of RFC 8555. */
    static Clause clause(String section, String words, Check check) {
        return new Clause("8555 §" + section, words, check);
    }

    void holds(Scene scene) throws Exception {
        check.against(scene);
    }

    @Override
    public String toString() {
        return section + ": " + words;
    }
}
