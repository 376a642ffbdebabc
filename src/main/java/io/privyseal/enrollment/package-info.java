/** From request to certificate: the pipeline, its steps, states and repository; called by the doors and by set-up. */
@NullMarked
package io.privyseal.enrollment;

import org.jspecify.annotations.NullMarked;
