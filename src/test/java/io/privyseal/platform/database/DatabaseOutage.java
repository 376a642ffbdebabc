package io.privyseal.platform.database;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts a cable before PostgreSQL, or H2 on a disk that can be full. */
public final class DatabaseOutage implements QuarkusTestResourceLifecycleManager {
    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String HOME = "privyseal.home";
    private static final Pattern PORT = Pattern.compile("localhost:([0-9]+)");

    private @Nullable DatabaseCable cable;
    private String direct = "";
    private @Nullable String home;

    @Override
    public Map<String, String> start() {
        if (!"postgresql".equals(System.getProperty("test.database"))) {
            // A database of its own has a first start of its own, which must not replace what others began with.
            home = System.setProperty(HOME, directory().toString());
            return Map.of(
                    URL,
                    "jdbc:h2:ordered:failing:" + directory().resolve("outage")
                            + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1");
        }
        String url = System.getProperty(URL, "");
        Matcher found = PORT.matcher(url);
        if (!found.find()) {
            throw new IllegalStateException("No port in " + url);
        }
        DatabaseCable plugged = new DatabaseCable(Integer.parseInt(found.group(1)));
        cable = plugged;
        direct = url;
        // A system property, because the one that the run has set would win over this resource's settings.
        System.setProperty(URL, url.replace(found.group(), "localhost:" + plugged.port()));
        return Map.of();
    }

    /** The test's switch: of a type that every class loader shares. */
    @Override
    public void inject(Object test) {
        DatabaseCable plugged = cable;
        Consumer<Boolean> reachable = plugged == null
                ? _ -> {}
                : on -> {
                    if (on) {
                        plugged.plugIn();
                    } else {
                        plugged.pullOut();
                    }
                };
        try {
            test.getClass().getField("cable").set(test, reachable);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        if (cable != null) {
            cable.close();
            System.setProperty(URL, direct);
        }
        if (home != null) {
            System.setProperty(HOME, home);
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("outage");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
