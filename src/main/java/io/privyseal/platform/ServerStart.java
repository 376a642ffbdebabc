package io.privyseal.platform;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Comparator;

/** Runs {@link BeforeListening} beans in a server, and none of them in an offline command. */
@Singleton
final class ServerStart {
    private final Instance<BeforeListening> work;

    ServerStart(@Any Instance<BeforeListening> work) {
        this.work = work;
    }

    void start(@Observes StartupEvent event) {
        if (System.getProperty(OfflineCommand.PROPERTY) != null) {
            return;
        }
        work.handlesStream()
                .sorted(Comparator.comparingInt(
                        handle -> priority(handle.getBean().getBeanClass())))
                .forEach(handle -> handle.get().beforeListening());
    }

    private static int priority(Class<?> type) {
        Priority priority = type.getAnnotation(Priority.class);
        return priority == null ? Integer.MAX_VALUE : priority.value();
    }
}
