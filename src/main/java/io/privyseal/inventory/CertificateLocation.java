package io.privyseal.inventory;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place where a certificate is in use, as an administrator has noted it.
 *
 * @param request the number of the request that the certificate answers
 * @param name null for none
 * @param details in the order in which they were noted
 */
public record CertificateLocation(
        CertificateLocationId id, long request, @Nullable String name, Map<String, String> details) {}
