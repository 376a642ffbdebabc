package io.privyseal.rest.ssl;

import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract's comma-separated list of names, whose kinds show in their looks. */
final class SslNames {
    private static final int LONGEST_LIST = 32_768;
    private static final int MOST_NAMES = 1_000;

    private SslNames() {}

    static List<SubjectAlternativeName> parse(@Nullable String list) {
        String clean = Text.optionalClean("subjAltNames", list, LONGEST_LIST);
        if (clean == null) {
            return List.of();
        }
        List<SubjectAlternativeName> names = new ArrayList<>();
        for (String part : clean.split("[,\\s]+", -1)) {
            if (!part.isEmpty()) {
                names.add(new SubjectAlternativeName(kindOf(part), part));
            }
        }
        if (names.size() > MOST_NAMES) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "Value of 'subjAltNames' has more than " + MOST_NAMES + " names.");
        }
        return names;
    }

    private static Kind kindOf(String name) {
        if (name.contains("://")) {
            return Kind.URI;
        }
        if (name.indexOf('@') >= 0) {
            return Kind.EMAIL;
        }
        boolean address = name.indexOf(':') >= 0 || name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        return address ? Kind.IP : Kind.DNS;
    }
}
