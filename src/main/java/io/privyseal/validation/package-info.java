/** Proofs of control over identifiers: who, what, how, until when; one class per method; called by doors and by the pipeline, for ACME and for domains alike. */
@NullMarked
package io.privyseal.validation;

import org.jspecify.annotations.NullMarked;
