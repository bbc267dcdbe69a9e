"""Processes and who sits in them.

process       one negotiation, from first contact to an implemented agreement; it has a state
third party   the mediator and her team; their mandate says what they may do here
party         a side; its delegation is made of seats: head of delegation, delegates, advisers
seat          a place at the table, named by function; a person takes it by invitation, one per process
observer      reads and does not speak, where the ground rules admit observers
ground rules  proposed by the third party, accepted by each head: with all of them the talks are open
round         framed, opened, concluded with highlights; it holds sessions, which are marks in time
task force    named members with a book of their own
commission    the same with co-chairs and a rapporteur: a standing body, before which disputes are brought
sidebar       named members as well, but nobody else learns that there is one
"""
