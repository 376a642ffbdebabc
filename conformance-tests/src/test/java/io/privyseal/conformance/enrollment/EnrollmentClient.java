package io.privyseal.conformance.enrollment;

import java.security.cert.X509Certificate;
import java.util.List;

/** A client with a directory of its own, told what to do as its user would. It keeps the keys and certificates of its devices. */
interface EnrollmentClient extends AutoCloseable {
    /** Asks for the certificates of the CA, and of a registration authority; what comes after uses them. */
    List<X509Certificate> fetchAuthorities(Place place) throws Exception;

    /** Gets the first certificate of a device. */
    X509Certificate enroll(Place place, Device device) throws Exception;

    /** The same where the client is told to wait, and the decision is made meanwhile. */
    X509Certificate enroll(Place place, Device device, Decision decision) throws Exception;

    /** Asks for a certificate and gets none; tells what the client says. */
    String enrollInVain(Place place, Device device) throws Exception;

    /** Gets the next certificate of a device, for a new key and by right of the one that it has. */
    X509Certificate renew(Place place, Device device) throws Exception;

    @Override
    default void close() {}

    /** What an administrator does about a request that waits. */
    @FunctionalInterface
    interface Decision {
        void make() throws Exception;
    }
}
