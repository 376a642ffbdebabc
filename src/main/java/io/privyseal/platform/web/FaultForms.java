package io.privyseal.platform.web;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The forms of all doors that have one of their own. */
@Singleton
public class FaultForms {
    private final List<FaultForm> forms;

    FaultForms(@All List<FaultForm> forms) {
        this.forms = forms;
    }

    /** The form of the door at this address; empty for that of the REST contract. */
    public Optional<FaultForm> find(String path) {
        return forms.stream().filter(form -> form.covers(path)).findFirst();
    }
}
