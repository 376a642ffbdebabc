package io.privyseal.endpoint;

/**
 * How much an endpoint does for one client; 0 for as much as it likes.
 *
 * @param failedValidationsPerHour per account and name
 * @param certificatesPerNamePerWeek per registered name: the domain and all names under it count together
 * @param duplicatesPerWeek certificates for exactly the same set of names
 * @param pauseAfterFailures failed validations of a name in a row, after which the account is not served for that name
 *     until an administrator says so
 */
public record RateLimits(
        int ordersPerAccountPerHour,
        int accountsPerAddressPerHour,
        int failedValidationsPerHour,
        int ordersPerAddressPerMinute,
        int certificatesPerNamePerWeek,
        int duplicatesPerWeek,
        int pauseAfterFailures) {
    /** For clients that are told apart by address and not known beforehand. */
    public static final RateLimits DEFAULT = new RateLimits(300, 20, 10, 60, 1_000, 30, 100);

    private static final int MOST = 1_000_000;

    /** Throws a refusal that names the field at fault. */
    public RateLimits {
        require("ordersPerAccountPerHour", ordersPerAccountPerHour);
        require("accountsPerAddressPerHour", accountsPerAddressPerHour);
        require("failedValidationsPerHour", failedValidationsPerHour);
        require("ordersPerAddressPerMinute", ordersPerAddressPerMinute);
        require("certificatesPerNamePerWeek", certificatesPerNamePerWeek);
        require("duplicatesPerWeek", duplicatesPerWeek);
        require("pauseAfterFailures", pauseAfterFailures);
    }

    private static void require(String field, int value) {
        Settings.requireRange("acme.rateLimits." + field, value, 0, MOST);
    }
}
