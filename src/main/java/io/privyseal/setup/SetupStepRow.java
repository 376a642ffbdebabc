package io.privyseal.setup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "setup_step")
class SetupStepRow {
    @Id
    public String name;

    @Column(name = "done_at")
    public Instant doneAt;
}
