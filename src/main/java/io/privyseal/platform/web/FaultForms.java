package io.privyseal.platform.web;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The forms of all doors that have one of their own. */
@Singleton
public class FaultForms {
    /** Looked up when there is a fault: who asks for them is made before there is a configuration. */
    private final Instance<FaultForm> forms;

    FaultForms(@Any Instance<FaultForm> forms) {
        this.forms = forms;
    }

    /** The form of the door at this address; empty for that of the REST contract. */
    public Optional<FaultForm> find(String path) {
        return forms.stream().filter(form -> form.covers(path)).findFirst();
    }
}
