/** The process: its entry point and what it runs. */
@NullMarked
package io.privyseal;

import org.jspecify.annotations.NullMarked;
