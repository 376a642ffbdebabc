package io.privyseal.audit;

import io.privyseal.audit.VerificationReport.Finding;
import io.privyseal.audit.VerificationReport.Kind;
import java.util.ArrayList;
import java.util.List;

/** Collects findings in bounded memory. */
final class Findings {
    private final List<Finding> kept = new ArrayList<>();
    private long count;

    void add(Kind kind, String detail) {
        count++;
        if (kept.size() < VerificationReport.MOST_FINDINGS) {
            kept.add(new Finding(kind, detail));
        }
    }

    List<Finding> kept() {
        return kept;
    }

    long count() {
        return count;
    }
}
