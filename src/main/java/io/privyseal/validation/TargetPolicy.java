package io.privyseal.validation;

/**
 * Which hosts a check may connect to, as far as the caller decides.
 *
 * <p>Whatever the caller says: link-local, multicast and reserved addresses, cloud metadata services and this server's
 * own listeners are never connected to, and the lists {@code privyseal.validation.allow} and {@code .deny} hold.
 */
public enum TargetPolicy {
    /** Any host but this one; the default of production. */
    OTHER_HOSTS,
    /** This host by its loopback addresses too, for a trial on one machine. */
    OTHER_HOSTS_AND_LOOPBACK
}
