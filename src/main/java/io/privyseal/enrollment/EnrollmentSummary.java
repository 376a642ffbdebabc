package io.privyseal.enrollment;

import io.privyseal.authority.SerialNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request in a list. */
public record EnrollmentSummary(
        RequestId id,
        String commonName,
        List<String> names,
        @Nullable SerialNumber serial) {}
