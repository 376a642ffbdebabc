package io.privyseal.rest.endpoint;

import io.privyseal.inventory.CollectFormat;
import io.privyseal.platform.AddressRange;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.rest.Bodies;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How members of settings are read and shown; what cannot be read is refused by the name of the member. */
final class Fields {
    private static final int LONGEST_PEM = 32_768;

    private Fields() {}

    static List<AddressRange> ranges(String field, List<@Nullable String> texts) {
        return Bodies.entries(texts).stream()
                .map(text -> range(field, text))
                .distinct()
                .toList();
    }

    private static AddressRange range(String field, String text) {
        try {
            return AddressRange.of(text);
        } catch (IllegalArgumentException _) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "Value of '" + field + "' must hold addresses and networks.");
        }
    }

    /** Certificates in PEM; each text may hold several. */
    static List<X509Certificate> certificates(String field, List<@Nullable String> texts) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String text : Bodies.entries(texts)) {
            if (text.length() > LONGEST_PEM) {
                throw invalid(field);
            }
            List<X509Certificate> some = certificates(field, text);
            if (some.isEmpty()) {
                throw invalid(field);
            }
            certificates.addAll(some);
        }
        return certificates;
    }

    private static List<X509Certificate> certificates(String field, String text) {
        try {
            List<X509Certificate> certificates = new ArrayList<>();
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
                certificates.add((X509Certificate) certificate);
            }
            return certificates;
        } catch (CertificateException e) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "Value of '" + field + "' must hold certificates in PEM.", e);
        }
    }

    static String pem(X509Certificate certificate) {
        try {
            return new String(CollectFormat.pem(List.of(certificate.getEncoded())), StandardCharsets.US_ASCII);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read cannot be written", e);
        }
    }

    static <E extends Enum<E>> E constant(String field, String word, E[] constants) {
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(word.strip())) {
                return constant;
            }
        }
        throw invalid(field);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <S, T> List<@Nullable T> shown(List<S> values, Function<S, T> form) {
        List<@Nullable T> shown = new ArrayList<>();
        for (S value : values) {
            shown.add(form.apply(value));
        }
        return shown;
    }

    static @Nullable String emptyAsNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    /** A number of which 0 means that there is none. */
    static @Nullable Integer zeroAsNull(@Nullable Integer number, @Nullable Integer current) {
        if (number == null) {
            return current;
        }
        return number == 0 ? null : number;
    }

    static <T> T or(@Nullable T value, T current) {
        return value == null ? current : value;
    }

    static <T> T require(String field, @Nullable T value) {
        if (value == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of '" + field + "' must not be null.");
        }
        return value;
    }

    static RefusedException invalid(String field) {
        return new RefusedException(Refusal.INVALID_FIELD, "Value of '" + field + "' is invalid.");
    }
}
