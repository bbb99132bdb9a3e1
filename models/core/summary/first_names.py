"""Common first names that are given to one gender only; written by `scripts.build_common_names`."""

from __future__ import annotations

from models.core.rules.words import words

FEMININE = words(
    """
    Aaliyah Abby Abigail Ada Adeline Adriana Adrianna Adrienne Agnes Aimee Alana Alexa Alexandra Alice Alicia Alisha
    Alison Allyson Alyssa Amanda Amber Amelia Amy Ana Anastasia Angela Angelica Angelina Angie Anita Ann Anna
    Annabelle Anne Annette Annie Antoinette Ariana Arianna Arlene Ashlyn Audrey Ava Barbara Beatrice Becky Belinda
    Bella Bernadette Bertha Bessie Beth Bethany Betsy Betty Beulah Bianca Brandi Breanna Brenda Briana Brianna
    Bridget Brittany Brittney Caitlin Caitlyn Camila Candace Candice Cara Carla Carly Carole Caroline Carolyn Carrie
    Cassandra Cassie Catherine Cathy Cecelia Cecilia Celeste Celia Charlene Cheryl Chloe Christina Christine Cindy
    Clara Claudia Colleen Constance Cora Corinne Cristina Cynthia Daisy Daniela Danielle Darlene Deanna Debbie
    Deborah Debra Delilah Della Delores Denise Desiree Diana Diane Dianna Dianne Dolores Donna Dora Doreen Doris
    Dorothy Edith Edna Eileen Elaine Eleanor Elena Eliana Elisabeth Elise Eliza Elizabeth Ella Ellen Eloise Elsie
    Emily Emma Erica Erika Erma Esmeralda Estelle Esther Ethel Eula Eva Evelyn Fannie Faye Felicia Flora Frances
    Gabriela Gabriella Gabrielle Genevieve Geraldine Gertrude Gianna Gina Ginger Giselle Gladys Glenda Gloria Gracie
    Gretchen Gwendolyn Hailey Hannah Harriet Hattie Hayley Hazel Heather Heidi Helen Henrietta Hilda Holly Ida Irene
    Iris Isabella Isabelle Jaclyn Jacqueline Jacquelyn Jada Jane Janelle Janet Janice Janie Janis Jasmine Jeanette
    Jeanne Jeannette Jenna Jennie Jennifer Jenny Jessica Jill Jillian Joann Joanna Joanne Jocelyn Johanna Josephine
    Josie Joyce Juanita Judith Judy Julia Juliana Julianna Julie Kaitlin Kaitlyn Kara Karen Karina Karla Kate
    Katelyn Katherine Kathleen Kathryn Kathy Katie Kayla Kaylee Kelli Kellie Kendra Kiara Kimberly Kirsten Krista
    Kristen Kristi Kristin Kristina Kristine Kristy Krystal Kylee Kylie Lana Laura Layla Leah Leila Lena Leona Lila
    Liliana Lillian Lillie Lilly Lily Linda Lisa Lois Lola Lora Loretta Lori Lorraine Lottie Louise Lucia Lucille
    Lucy Lula Luna Lydia Lynda Lynne Mabel Mable Madeline Madelyn Mae Maggie Makayla Mamie Marcella Marcia Margaret
    Margie Marguerite Maria Mariah Marian Marianne Marie Marilyn Marisa Marissa Marjorie Marlene Marsha Martha Mary
    Maryann Mattie Maude Maureen Maxine Maya Megan Meghan Melanie Melinda Melissa Melody Mia Michaela Michelle
    Mikayla Mila Mildred Minnie Miranda Miriam Mollie Molly Monica Monique Mya Myra Myrtle Nadine Nancy Naomi
    Natalia Natalie Natasha Nellie Nettie Nevaeh Nichole Nicole Nina Nora Norma Olga Olivia Paige Paisley Pamela
    Patricia Patty Paula Paulette Pauline Peggy Penelope Phyllis Piper Priscilla Rachael Rachel Ramona Raquel
    Rebecca Rebekah Regina Renee Rhonda Rita Roberta Rochelle Rosa Rosalie Rosemarie Rosemary Rosie Roxanne Ruby
    Ruth Sabrina Sadie Sallie Sally Samantha Sandra Sara Sarah Savannah Scarlett Selena Sharon Sheila Shelia Sheri
    Sherri Sherry Sheryl Sofia Sonia Sonya Sophia Sophie Stella Stephanie Susan Susie Suzanne Sylvia Tabitha Tamara
    Tammy Tanya Tara Teresa Terri Tessa Thelma Theresa Tiffany Tina Tonya Traci Valeria Valerie Vanessa Velma Vera
    Verna Veronica Vicki Vickie Vicky Viola Wanda Wendy Wilma Yolanda Yvette Yvonne Zoe Zoey
    """
)
MASCULINE = words(
    """
    Aaron Abel Abraham Adam Adan Aiden Alan Albert Alberto Alec Alejandro Alexander Alfonso Alfred Alfredo Allan
    Allen Alonzo Alton Alvin Amos Andres Andrew Anthony Anton Antonio Armando Arnold Arthur Arturo Axel Barry Ben
    Benjamin Bernard Bob Brad Braden Bradford Bradley Brandon Brayden Brendan Brenden Brendon Brent Bret Brian Brock
    Brody Bruce Bryan Bryant Byron Cade Caleb Calvin Carl Carlos Carlton Cedric Cesar Chad Charles Chester
    Christopher Clarence Clark Clay Clayton Clifton Clint Colin Collin Colt Colton Conor Conrad Craig Curtis Cyrus
    Dalton Damian Damien Damon Dan Daniel Danny Dante Darius Darrel Darrell Darren Darrin Darwin Dave David Declan
    Delbert Dennis Derek Derrick Desmond Dewayne Dexter Dick Dominic Dominick Donald Donovan Doug Douglas Doyle
    Drake Duane Dustin Dwayne Dwight Earl Edgar Edmond Edmund Eduardo Edward Edwin Elbert Eldon Eli Elias Elijah
    Elton Elwood Emil Emiliano Emilio Emmanuel Emmett Enrique Eric Erick Erik Ernest Ernesto Ervin Erwin Esteban
    Ethan Eugene Everett Ezekiel Fabian Felipe Felix Fernando Frank Franklin Fred Freddy Frederick Fredrick Gage
    Garry Gary Gavin Geoffrey George Gerald Gerard Gerardo Gilbert Gilberto Glenn Gordon Greg Gregg Gregory Grover
    Guillermo Gunner Gustavo Harold Harry Harvey Heath Hector Henry Herbert Herman Holden Homer Horace Howard Hubert
    Hugh Hugo Ian Irvin Irving Isaac Isaiah Isiah Ismael Issac Ivan Jack Jacob Jake Jakob Jamal James Jared Jarrod
    Jase Jason Javier Jaxon Jaxson Jayson Jeff Jeffery Jeffrey Jerald Jeremiah Jeremy Jerome Jim Jimmy Joaquin Joel
    John Johnathan Johnathon Jon Jonah Jonas Jonathan Jonathon Jorge Jose Joseph Joshua Josiah Josue Juan Julio
    Julius Justin Kaleb Karl Keith Kelvin Ken Kenneth Kenny Kent Kevin Khalil Kristopher Kurt Lamont Lance Landen
    Landon Larry Lawrence Leland Leo Leon Leonard Leonardo Leonel Leroy Levi Liam Lionel Lloyd Lorenzo Louis Lowell
    Loyd Lucas Luis Lukas Luke Luther Mack Malachi Malcolm Manuel Marc Marco Marcos Marcus Mario Mark Martin Marvin
    Mason Mateo Mathew Matt Matteo Matthew Mauricio Max Maximus Maxwell Melvin Michael Miguel Mike Milton Mitchell
    Moises Moses Myles Nathan Nathanael Nathaniel Neal Neil Nicholas Nick Nickolas Nicolas Nikolas Noah Norbert
    Norman Oliver Orville Oscar Otto Owen Pablo Patrick Paul Pedro Pete Peter Phil Philip Phillip Preston Quentin
    Quinton Rafael Ralph Ramiro Ramon Randal Randall Randolph Raul Raymond Reginald Reuben Rex Reynaldo Rhett
    Ricardo Richard Rick Ricky Robert Roberto Rocco Roderick Rodger Rodney Rodolfo Rodrigo Rogelio Roger Roland
    Rolando Roman Romeo Ron Ronald Roscoe Ross Roy Ruben Rudolph Rufus Russell Salvatore Samuel Santiago Saul Scott
    Sean Sebastian Sergio Seth Silas Simon Solomon Stanley Stefan Stephan Stephen Steve Steven Stuart Ted Terence
    Terrence Thaddeus Theodore Thomas Tim Timmy Timothy Titus Tobias Todd Tom Tomas Travis Trent Trenton Trevor Trey
    Tucker Tyrone Vance Vicente Victor Vincent Walter Waylon Wayne Weston Wilbert Wilbur Wilfred William Winston
    Woodrow Wyatt Xander Xavier Zachariah Zachary Zachery Zackary Zander Zayden
    """
)
