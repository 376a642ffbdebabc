package io.privyseal.access;

/** The three levels of registration authority officers, the highest first. */
public enum Tier {
    MASTER,
    ORGANIZATION,
    DEPARTMENT
}
