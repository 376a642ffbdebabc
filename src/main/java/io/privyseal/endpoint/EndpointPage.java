package io.privyseal.endpoint;

import io.privyseal.platform.Text;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people who enroll at an endpoint are told, in the fields of the REST contract's {@code config}. */
public record EndpointPage(
        @Nullable String help,
        @Nullable String linkName,
        @Nullable String linkAddress,
        @Nullable String contactName,
        @Nullable String contactEmail,
        @Nullable String contactPhone) {
    public static final EndpointPage NOTHING = new EndpointPage(null, null, null, null, null, null);

    private static final int LONGEST_TEXT = 2_048;
    private static final int LONGEST_NAME = 1_024;
    private static final int LONGEST_PHONE = 32;

    /** Never {@code javascript:}: it becomes a link. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:(?:https?|ftps?)://|mailto:)[-()_.!~*';/?:@&=+$,%#A-Za-z0-9]+", Pattern.CASE_INSENSITIVE);

    /** Throws a refusal that names the field at fault. */
    public EndpointPage {
        help = Text.optionalClean("config.enrollmentHelp", help, LONGEST_TEXT);
        linkName = Text.optionalClean("config.enrollmentLinkName", linkName, LONGEST_NAME);
        linkAddress = Text.optionalClean("config.enrollmentLinkAddress", linkAddress, LONGEST_TEXT);
        contactName = Text.optionalClean("config.contactName", contactName, LONGEST_NAME);
        contactEmail = Text.optionalClean("config.contactEmail", contactEmail, LONGEST_NAME);
        contactPhone = Text.optionalClean("config.contactPhone", contactPhone, LONGEST_PHONE);
        if (linkAddress != null && !ADDRESS.matcher(linkAddress).matches()) {
            throw Settings.invalid("config.enrollmentLinkAddress", "must be a URL");
        }
    }
}
